package io.qanat.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.qanat.page.Json;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Recognises secrets by the names they stand under, and masks them; paging tokens stay readable. */
final class SecretNames {
    private static final Set<String> EXACT = Set.of(
            "auth",
            "authorization",
            "proxyauthorization",
            "key",
            "sig",
            "pwd",
            "pass",
            "cookie",
            "setcookie",
            "jwt",
            "sid",
            "assertion",
            "clientassertion",
            "codeverifier");
    private static final Pattern PART =
            Pattern.compile("token|secret|password|passwd|passphrase|apikey|accesskey|privatekey"
                    + "|subscriptionkey|signature|credential|sessionid|bearer|authkey|authorization");
    private static final Pattern PAGING = Pattern.compile(
            "(next|prev|previous|first|last|start|starting|resume|scroll|sync|delta|skip|cursor|after|before|paging|pagination"
                    + "|page|continuation|continue|bookmark)+token");
    private static final Pattern COUNTED =
            Pattern.compile(".*tokens|tokentype|.*tokenexpir.*|.*tokenttl|tokenurl|tokenfrom");

    private static final String SCALAR = "\"[^\"\\\\]*+(?:\\\\.[^\"\\\\]*+)*+\"?|[^\\s\"\\[\\]{},]++";
    private static final Pattern FIELD = Pattern.compile(
            "\"([^\"\\\\]{1,100})\"\\s*+:\\s*+(" + SCALAR + "|\\[(?:\\s*+(?:" + SCALAR + ")\\s*+,?+)*+\\]?)");
    private static final Pattern PAIR =
            Pattern.compile("([\\w.%$-]{2,100})(\\s*+[=:]\\s*+)([^\\s&;,\"'<>{}()\\[\\]]++)");
    private static final Pattern SCHEME =
            Pattern.compile("(?i)\\b(Bearer|Basic|Digest|Token)(\\s++)([A-Za-z0-9._~+/=-]{6,})");
    private static final Pattern USER = Pattern.compile("//[^/?#\\s\"'@]*+@");
    private static final Pattern PARAMETER = Pattern.compile("([?&;#])([^=&;#\\s\"]{1,100})=([^&;#\\s\"'<>]++)");

    private SecretNames() {}

    /** Whether a value under that name is a secret: as header, query key or body field. */
    static boolean secret(String name) {
        String plain = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
        if (PAGING.matcher(plain).matches() || COUNTED.matcher(plain).matches()) {
            return false;
        }
        return EXACT.contains(plain) || PART.matcher(plain).find();
    }

    /** In a body, a plain {@code key} is an ordinary field. */
    private static boolean secretField(String name) {
        return !name.equalsIgnoreCase("key") && secret(name);
    }

    /** A URL without user, and without the values of secret query keys. */
    static String url(String url) {
        String userless = USER.matcher(url).replaceAll("//" + Secret.MASK + "@");
        return PARAMETER
                .matcher(userless)
                .replaceAll(match -> Matcher.quoteReplacement(
                        secret(decoded(match.group(2)))
                                ? match.group(1) + match.group(2) + "=" + Secret.MASK
                                : match.group()));
    }

    /** JSON, whole or cut off, without the values of secret fields. */
    static String json(String json) {
        return FIELD.matcher(json)
                .replaceAll(match -> Matcher.quoteReplacement(
                        secretField(match.group(1))
                                ? "\"" + match.group(1) + "\":\"" + Secret.MASK + "\""
                                : match.group()));
    }

    /** Any text: JSON fields, URLs, {@code name=value} and {@code name: value}, and what follows Bearer or Basic. */
    static String text(String text) {
        String schemes = SCHEME.matcher(url(json(text))).replaceAll("$1$2" + Secret.MASK);
        return PAIR.matcher(schemes)
                .replaceAll(match -> Matcher.quoteReplacement(
                        secretField(decoded(match.group(1)))
                                ? match.group(1) + match.group(2) + Secret.MASK
                                : match.group()));
    }

    /** The secret values of a body that is JSON or a form, and the body itself. */
    static List<Secret> secretsOf(Secret body) {
        List<Secret> found = new ArrayList<>(List.of(body));
        try {
            collect("", Json.MAPPER.readTree(body.value()), found);
        } catch (JsonProcessingException e) {
            PAIR.matcher(body.value())
                    .results()
                    .filter(match -> secret(match.group(1)))
                    .forEach(match -> found.add(new Secret(decoded(match.group(3)))));
        }
        return found;
    }

    private static void collect(String name, JsonNode node, List<Secret> found) {
        if (node.isValueNode() && secret(name)) {
            found.add(new Secret(node.asText()));
        }
        node.properties().forEach(field -> collect(field.getKey(), field.getValue(), found));
        if (node.isArray()) {
            node.forEach(element -> collect(name, element, found));
        }
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }
}
