package io.qanat.page;

/**
 * How the pages go on, as the first answer shows.
 *
 * @param paginator the way to the next page
 * @param rules the pull's own stop rules and those that the answer shows
 */
record Recognised(Paginator paginator, StopRules rules) {}
