package io.qanat.settings;

/**
 * One {@code name=value} of a list, taken literally.
 *
 * @param name never empty
 * @param value may be empty; may hold {@code =}
 */
public record NameValue(String name, String value) {}
