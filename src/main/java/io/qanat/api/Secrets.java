package io.qanat.api;

import io.qanat.page.Headers;
import io.qanat.settings.NameValue;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Masks secrets in everything that is logged or told (requirement C6): the values that are known, in all the forms they
 * travel in, and what stands under a telling name. Thread-safe.
 */
public final class Secrets {
    /** Shorter values occur in any text by chance; they are masked by name only. */
    private static final int SHORTEST = 4;

    private static final Pattern ESCAPE = Pattern.compile("%[0-9A-F]{2}");

    /** Tokens of limited life that are remembered; older ones have expired. */
    private static final int PASSING = 32;

    private final Set<String> lasting = new LinkedHashSet<>();
    private final Deque<String> passing = new ArrayDeque<>();
    private volatile List<String> longestFirst = List.of();

    /** Those of an API's credentials. */
    public static Secrets of(ApiSettings settings) {
        Secrets secrets = new Secrets();
        written(settings).forEach(secrets::add);
        return secrets;
    }

    private static List<Secret> written(ApiSettings settings) {
        return Stream.concat(
                        settings.credentials().secrets().stream(),
                        settings.headers().stream()
                                .filter(header -> SecretNames.secret(header.name()))
                                .map(header -> new Secret(header.value())))
                .toList();
    }

    /** The API's credentials have changed: the new ones are masked too, and the old ones until many newer have come. */
    synchronized void rotated(ApiSettings before, ApiSettings now) {
        written(before).forEach(secret -> {
            lasting.remove(secret.value());
            addPassing(secret);
        });
        written(now).forEach(this::add);
    }

    /** Whether a value under that name is a secret, as a header field, query parameter or setting. */
    public static boolean named(String name) {
        return SecretNames.secret(name);
    }

    /** Masks that value from now on. */
    public synchronized void add(Secret secret) {
        lasting.add(secret.value());
        refresh();
    }

    /** Masks that value, a token of limited life, until many newer ones have come. */
    public synchronized void addPassing(Secret secret) {
        passing.remove(secret.value());
        passing.addLast(secret.value());
        if (passing.size() > PASSING) {
            passing.removeFirst();
        }
        refresh();
    }

    private void refresh() {
        longestFirst = Stream.concat(lasting.stream(), passing.stream())
                .filter(value -> value.length() >= SHORTEST)
                .flatMap(Secrets::forms)
                .distinct()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList();
    }

    private static Stream<String> forms(String value) {
        String encoded = Urls.encode(value);
        String json = value.replace("\\", "\\\\").replace("\"", "\\\"");
        String base64 = Base64.getEncoder().encodeToString(value.getBytes(StandardCharsets.UTF_8));
        return Stream.of(
                value,
                json,
                json.replace("/", "\\/"),
                encoded,
                URLEncoder.encode(value, StandardCharsets.UTF_8), // as forms are encoded
                lowerEscapes(encoded),
                Urls.tidy(value),
                base64,
                Urls.encode(base64));
    }

    /** Only the escapes: the letters of a secret keep their case. */
    private static String lowerEscapes(String encoded) {
        return ESCAPE.matcher(encoded).replaceAll(match -> match.group().toLowerCase(Locale.ROOT));
    }

    /** The values that are known, in all the forms they travel in, the longest first. */
    public List<String> known() {
        return longestFirst;
    }

    /** A URL without user, secret query values and known secrets. */
    public String url(String url) {
        return SecretNames.url(values(url));
    }

    /** A header field's value, masked if its name tells a secret. */
    public String header(String name, String value) {
        return SecretNames.secret(name) ? Secret.MASK : text(value);
    }

    /** Header fields, those with secrets masked. */
    public Headers headers(Headers headers) {
        return new Headers(headers.fields().stream()
                .map(field -> new NameValue(field.name(), header(field.name(), field.value())))
                .toList());
    }

    /** JSON, whole or cut off; still JSON if it was. */
    public String json(String json) {
        return SecretNames.json(values(json));
    }

    /** Any text. */
    public String text(String text) {
        return SecretNames.text(values(text));
    }

    private String values(String text) {
        String masked = text;
        for (String value : longestFirst) {
            masked = masked.replace(value, Secret.MASK);
        }
        return masked;
    }
}
