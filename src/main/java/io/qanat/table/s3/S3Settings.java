package io.qanat.table.s3;

import io.qanat.api.Secret;
import io.qanat.settings.Parameters;
import io.qanat.settings.Problem;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How the S3 store is reached: the settings {@code qanat.s3.…}, checked. What isn't set is found as all of AWS's programs do
 * (environment, {@code ~/.aws}, the machine's role). Immutable.
 *
 * @param endpoint of a store that isn't AWS's, or null
 * @param region or null
 * @param pathStyle whether the bucket is named in the path and not in the host's name
 * @param accessKey names the credentials; empty if AWS's chain finds them
 * @param secretKey proves them
 */
public record S3Settings(
        @Nullable URI endpoint, @Nullable String region, boolean pathStyle, String accessKey, Secret secretKey) {
    private static final String ENDPOINT = "qanat.s3.endpoint";
    private static final String REGION = "qanat.s3.region";
    private static final String PATH_STYLE = "qanat.s3.pathStyle";
    private static final String ACCESS_KEY = "qanat.s3.accessKey";
    private static final String SECRET_KEY = "qanat.s3.secretKey";
    private static final List<String> NAMES = List.of(ENDPOINT, REGION, PATH_STYLE, ACCESS_KEY, SECRET_KEY);

    /**
     * Reads the settings.
     *
     * @param settings gives the value of a name; null or empty if it has none
     * @throws io.qanat.settings.SettingsException with all mistakes
     */
    public static S3Settings of(Function<String, @Nullable String> settings) {
        Parameters parameters = Parameters.ofSettings(NAMES, settings);
        S3Settings read = read(parameters);
        parameters.check();
        return read;
    }

    /** The mistakes of the settings; the store isn't asked for anything. */
    public static List<Problem> problems(Function<String, @Nullable String> settings) {
        Parameters parameters = Parameters.ofSettings(NAMES, settings);
        read(parameters);
        return parameters.problems();
    }

    private static S3Settings read(Parameters p) {
        URI endpoint = p.parsed(ENDPOINT, S3Settings::url);
        if (p.has(ACCESS_KEY) != p.has(SECRET_KEY)) {
            p.problem(p.has(ACCESS_KEY) ? SECRET_KEY : ACCESS_KEY, "is required with the other one of the two");
        }
        return new S3Settings(
                endpoint,
                p.optional(REGION),
                p.has(PATH_STYLE) ? p.flag(PATH_STYLE) : endpoint != null,
                p.text(ACCESS_KEY),
                new Secret(p.text(SECRET_KEY)));
    }

    private static URI url(String text) {
        try {
            URI url = new URI(text);
            if (("http".equals(url.getScheme()) || "https".equals(url.getScheme()))
                    && url.getHost() != null
                    && url.getRawUserInfo() == null) {
                return url;
            }
        } catch (URISyntaxException e) {
            // told below
        }
        throw new IllegalArgumentException("must be a URL such as https://minio.example:9000, without credentials");
    }
}
