package io.qanat.api;

import java.net.URI;
import java.net.URISyntaxException;

/**
 * Another origin that links and redirects of an API may lead to (requirement C7).
 *
 * @param origin the origin
 * @param withCredentials whether it gets the API's credentials
 */
public record AllowedOrigin(Origin origin, boolean withCredentials) {
    private static final String WITH_CREDENTIALS = "+auth";

    /**
     * Reads {@code https://files.example} or {@code https://files.example+auth}.
     *
     * @throws IllegalArgumentException with what is allowed, if the text is anything else
     */
    public static AllowedOrigin parse(String text) {
        boolean withCredentials = text.endsWith(WITH_CREDENTIALS);
        String url = withCredentials ? text.substring(0, text.length() - WITH_CREDENTIALS.length()) : text;
        return new AllowedOrigin(Origin.of(bare(url)), withCredentials);
    }

    private static URI bare(String text) {
        try {
            URI url = new URI(text);
            boolean path = url.getRawPath() != null && url.getRawPath().length() > 1;
            if (!path && url.getRawUserInfo() == null && url.getRawQuery() == null) {
                return url;
            }
        } catch (URISyntaxException e) {
            // told below, together with a URL that is more than an origin
        }
        throw new IllegalArgumentException("an origin must be written as scheme, host and perhaps port, such as "
                + "https://files.example, or https://files.example+auth if it gets the credentials too");
    }
}
