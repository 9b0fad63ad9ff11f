package io.qanat.api;

import java.util.Set;

/** How redirects change a request (RFC 9110 §15.4). */
public final class Redirects {
    /** Redirects after another that are followed for one page; more are a loop. */
    public static final int MOST = 5;

    private static final Set<Integer> STATUSES = Set.of(301, 302, 303, 307, 308);

    private Redirects() {}

    /** Whether that status, with a Location, asks to go on elsewhere. */
    public static boolean isRedirect(int status) {
        return STATUSES.contains(status);
    }

    /**
     * The method of the request to the new place: 307 and 308 keep it, 303 makes everything but HEAD a GET, and 301 and 302
     * turn POST into GET, as all clients do. A method that becomes GET loses its body.
     */
    public static String method(int status, String method) {
        boolean toGet = status == 303 ? !method.equals("HEAD") : status < 303 && method.equals("POST");
        return toGet ? "GET" : method;
    }
}
