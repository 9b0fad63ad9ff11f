package io.qanat.check;

import io.qanat.settings.PropertyLayers;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Fills {@code {{name}}} and {@code {{name:default}}} as Camel will; a function such as {@code {{vault:…}}} is not asked. */
final class Placeholders {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{\\??([^{}:]+)(:[^{}]*)?}}");
    private static final Set<String> FUNCTIONS = Set.of(
            "env",
            "sys",
            "service",
            "secret",
            "configmap",
            "hashicorp",
            "aws",
            "azure",
            "gcp",
            "ibm",
            "cyberark",
            "bean");

    private final PropertyLayers layers;
    private final Set<String> missing = new TreeSet<>();

    Placeholders(PropertyLayers layers) {
        this.layers = layers;
    }

    /** The text with its values; nothing if one of them is known only at start. Names without a value are noted. */
    Optional<String> fill(String text) {
        Matcher matcher = PLACEHOLDER.matcher(text);
        StringBuilder filled = new StringBuilder();
        while (matcher.find()) {
            String name = matcher.group(1);
            String fallback = matcher.group(2);
            if (fallback != null && FUNCTIONS.contains(name)) {
                return Optional.empty();
            }
            String value = layers.getProperty(name);
            if (value == null && fallback == null) {
                missing.add(name);
                return Optional.empty();
            }
            matcher.appendReplacement(
                    filled,
                    Matcher.quoteReplacement(
                            value != null ? value : String.valueOf(fallback).substring(1)));
        }
        return Optional.of(matcher.appendTail(filled).toString());
    }

    /** Names that have no value anywhere, since the last call. */
    Set<String> missing() {
        Set<String> found = new TreeSet<>(missing);
        missing.clear();
        return found;
    }
}
