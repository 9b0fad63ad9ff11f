package io.qanat.api;

import io.qanat.settings.NameValue;
import io.qanat.settings.Parameters;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the parameters of route template {@code api}, except for the credentials. */
final class ApiReader {
    /** RFC 9110 §5.6.2. */
    private static final Pattern FIELD_NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");

    /** RFC 9110 §5.5: no line breaks or other control characters, which could begin a field of their own. */
    private static final Pattern FIELD_VALUE = Pattern.compile("[^\\p{Cntrl}]*");

    private static final List<String> FRAMING = List.of("content-length", "transfer-encoding", "connection", "host");
    private static final long DEFAULT_SIZE = 64L << 20;
    private static final int LARGEST_ARRAY = Integer.MAX_VALUE - 16;

    private final Parameters parameters;
    private final @Nullable Path folder;

    ApiReader(Parameters parameters, @Nullable Path folder) {
        this.parameters = parameters;
        this.folder = folder;
    }

    ApiSettings read() {
        return new ApiSettings(
                parameters.required("name"),
                url(),
                new CredentialsReader(parameters, folder).read(),
                rates(),
                parameters.has("rateLimit"),
                parameters.number("concurrency", 1, 10),
                userAgent(),
                headers(),
                timeouts(),
                retry(),
                maxResponseSize(),
                allowedOrigins(),
                Transport.read(parameters));
    }

    private URI url() {
        parameters.required("url");
        URI url = Urls.parameter(parameters, "url");
        if (url.getRawQuery() != null || url.getRawFragment() != null) {
            parameters.problem("url", "must end with its path: query parameters belong to the pull's query");
        }
        return url;
    }

    private List<Rate> rates() {
        if (!parameters.has("rateLimit")) {
            return List.of(Rate.DEFAULT);
        }
        if (parameters.text("rateLimit").equals("off")) {
            return List.of();
        }
        List<Rate> rates = parameters.parsed("rateLimit", text -> parameters.list("rateLimit", ",").stream()
                .map(Rate::parse)
                .toList());
        return rates == null ? List.of(Rate.DEFAULT) : rates;
    }

    private String userAgent() {
        String given = parameters.text("userAgent");
        if (!FIELD_VALUE.matcher(given).matches()) {
            parameters.problem("userAgent", "must be one line of plain text");
        }
        return given.isEmpty() ? Version.USER_AGENT : given;
    }

    private List<NameValue> headers() {
        List<NameValue> headers = parameters.pairs("headers");
        headers.forEach(this::checkHeader);
        return headers;
    }

    private void checkHeader(NameValue header) {
        if (!FIELD_NAME.matcher(header.name()).matches()) {
            parameters.problem("headers", "\"" + header.name() + "\" is not a header's name");
        } else if (FRAMING.stream().anyMatch(header.name()::equalsIgnoreCase)) {
            parameters.problem("headers", header.name() + " is set by the HTTP client: leave it out");
        } else if (header.name().equalsIgnoreCase("User-Agent")) {
            parameters.problem("headers", "User-Agent has a parameter of its own: userAgent");
        }
        if (!FIELD_VALUE.matcher(header.value()).matches()) {
            parameters.problem("headers", "the value of " + header.name() + " must be one line of plain text");
        }
    }

    private ApiSettings.Timeouts timeouts() {
        ApiSettings.Timeouts usual = ApiSettings.Timeouts.DEFAULT;
        return new ApiSettings.Timeouts(
                parameters.duration("connectTimeout", usual.connect()),
                parameters.duration("responseTimeout", usual.response()),
                parameters.duration("callTimeout", usual.call()));
    }

    private RetrySettings retry() {
        RetrySettings usual = RetrySettings.DEFAULT;
        Duration base = parameters.duration("backoffBase", usual.backoffBase());
        Duration cap = parameters.duration("backoffCap", usual.backoffCap());
        if (cap.compareTo(base) < 0) {
            parameters.problem("backoffCap", "must not be shorter than backoffBase");
        }
        return new RetrySettings(
                parameters.number("maxAttempts", 1, usual.attempts()),
                base,
                cap,
                parameters.choice("jitter", RetrySettings.Jitter.class, usual.jitter()),
                parameters.duration("maxWait", usual.maxWait()),
                retryStatuses());
    }

    private RetryStatuses retryStatuses() {
        RetryStatuses statuses =
                parameters.parsed("retryStatuses", text -> RetryStatuses.parse(parameters.list("retryStatuses", ",")));
        return statuses == null ? RetryStatuses.DEFAULT : statuses;
    }

    private int maxResponseSize() {
        long size = parameters.bytes("maxResponseSize", DEFAULT_SIZE);
        if (size < 1 || size > LARGEST_ARRAY) {
            parameters.problem("maxResponseSize", "must be between 1B and 2GiB: a page is kept in memory");
            return LARGEST_ARRAY;
        }
        return (int) size;
    }

    private List<AllowedOrigin> allowedOrigins() {
        return parameters.list("allowedOrigins", ",").stream()
                .map(this::allowedOrigin)
                .filter(Objects::nonNull)
                .toList();
    }

    private AllowedOrigin allowedOrigin(String text) {
        try {
            AllowedOrigin allowed = AllowedOrigin.parse(text);
            if (!allowed.origin().secure() && parameters.text("url").startsWith("https:")) {
                parameters.problem("allowedOrigins", allowed.origin() + " would fall from https to http: not allowed");
            }
            return allowed;
        } catch (IllegalArgumentException e) {
            parameters.problem("allowedOrigins", "\"" + Urls.withoutUser(text) + "\": " + e.getMessage());
            return new AllowedOrigin(Urls.UNREADABLE, false);
        }
    }
}
