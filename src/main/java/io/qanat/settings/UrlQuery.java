package io.qanat.settings;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Properties;

/** The parameters behind the question mark of a JDBC URL, which go to the driver apart: one of them may be a password. */
public final class UrlQuery {
    private UrlQuery() {}

    /**
     * The parameters, decoded.
     *
     * @param query such as {@code user=me&sslmode=require}
     * @throws IllegalArgumentException if one is not encoded rightly; the message doesn't show it
     */
    public static Properties read(String query) {
        Properties properties = new Properties();
        for (String parameter : query.split("&", -1)) {
            int equals = parameter.indexOf('=');
            if (equals > 0) {
                properties.setProperty(parameter.substring(0, equals), decoded(parameter.substring(equals + 1)));
            }
        }
        return properties;
    }

    private static String decoded(String value) {
        try {
            return URLDecoder.decode(value, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            // no cause: it would show the value
            throw new IllegalArgumentException("a value in the URL has a % that isn't followed by two hexadecimal"
                    + " digits; write %25 for a percent sign");
        }
    }
}
