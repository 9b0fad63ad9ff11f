package io.qanat.api;

import io.qanat.settings.NameValue;
import io.qanat.settings.Parameters;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An API as a route describes it, checked. Immutable; its text shows no secret.
 *
 * @param name how pulls call it
 * @param url origin and base path, without query, fragment and user
 * @param credentials how requests are authenticated
 * @param rates all of them hold at once; empty for no limit
 * @param rateGiven whether somebody chose the rates; if not, a log line says so (T2)
 * @param concurrency requests at the same time, over all pulls
 * @param userAgent the User-Agent field of every request
 * @param headers further fields of every request
 * @param timeouts C3's
 * @param retry R1 to R3's
 * @param maxResponseSize the largest body in bytes, decompressed; fits into an array
 * @param allowedOrigins other origins that links and redirects may lead to
 * @param transport HTTP version, proxy and TLS
 */
public record ApiSettings(
        String name,
        URI url,
        CredentialsSettings credentials,
        List<Rate> rates,
        boolean rateGiven,
        int concurrency,
        String userAgent,
        List<NameValue> headers,
        Timeouts timeouts,
        RetrySettings retry,
        int maxResponseSize,
        List<AllowedOrigin> allowedOrigins,
        Transport transport) {

    public ApiSettings {
        rates = List.copyOf(rates);
        headers = List.copyOf(headers);
        allowedOrigins = List.copyOf(allowedOrigins);
    }

    /**
     * Reads the parameters of route template {@code api}; names of files begin in the current folder.
     *
     * @throws io.qanat.settings.SettingsException with all mistakes at once
     */
    public static ApiSettings of(Parameters parameters) {
        return of(parameters, null);
    }

    /**
     * The same, where names of files begin in a folder: that of the route file.
     *
     * @throws io.qanat.settings.SettingsException with all mistakes at once
     */
    public static ApiSettings of(Parameters parameters, @Nullable Path folder) {
        ApiSettings settings = new ApiReader(parameters, folder).read();
        parameters.check();
        return settings;
    }

    /**
     * The limits of one attempt; none can be switched off.
     *
     * @param connect until a connection stands
     * @param response between two pieces of the answer, the first included
     * @param call the whole attempt with its body
     */
    public record Timeouts(Duration connect, Duration response, Duration call) {
        public static final Timeouts DEFAULT =
                new Timeouts(Duration.ofSeconds(5), Duration.ofSeconds(30), Duration.ofMinutes(5));
    }

    /** The same API, with the credentials and header fields of another reading. */
    ApiSettings withProofOf(ApiSettings read) {
        return new ApiSettings(
                name,
                url,
                read.credentials,
                rates,
                rateGiven,
                concurrency,
                userAgent,
                read.headers,
                timeouts,
                retry,
                maxResponseSize,
                allowedOrigins,
                transport);
    }

    @Override
    public String toString() {
        return "api " + name + " (" + url + ", " + credentials + ", " + (rates.isEmpty() ? "no rate limit" : rates)
                + ", concurrency " + concurrency + ")";
    }
}
