package io.qanat.verify;

/**
 * A name of a route, and what became of it.
 *
 * @param pull the pull
 * @param parameter the parameter of the route that holds it, such as {@code cursorFrom}; {@code table.primaryKey} of the table
 * @param name the name
 * @param verdict whether it is real
 */
public record Checked(String pull, String parameter, String name, Verdict verdict) {}
