package io.qanat.table;

/**
 * A value that doesn't fit its column's type and goes to the text column beside it.
 *
 * @param json the value as JSON text
 */
record Misfit(String json) {}
