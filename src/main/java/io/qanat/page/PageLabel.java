package io.qanat.page;

/**
 * Names a page in messages.
 *
 * @param subject the pull, such as {@code orders}
 * @param number the page's number, from 1
 */
record PageLabel(String subject, int number) {

    PageException error(PageException.Kind kind, String message) {
        return new PageException(kind, subject, number, message);
    }
}
