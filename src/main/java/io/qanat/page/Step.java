package io.qanat.page;

import org.jspecify.annotations.Nullable;

/** What follows a page. */
sealed interface Step {

    /**
     * Another page.
     *
     * @param request its request
     * @param token the cursor or URL that leads there, which must not come twice; null where a number moves on by itself
     */
    record Next(PageRequest request, @Nullable Token token) implements Step {}

    /**
     * Nothing.
     *
     * @param reason for people
     */
    record End(String reason) implements Step {}

    /**
     * What an API gave to find the next page.
     *
     * @param what such as {@code cursor}
     * @param text the token itself
     */
    record Token(String what, String text) {
        static final String URL = "URL";

        boolean url() {
            return what.equals(URL);
        }
    }
}
