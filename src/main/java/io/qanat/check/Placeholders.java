package io.qanat.check;

import io.qanat.settings.PropertyLayers;
import io.qanat.settings.Vaults;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Fills {@code {{name}}} and {@code {{name:default}}} as Camel will; a vault's function is not asked. */
final class Placeholders {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{\\??([^{}:]+)(:[^{}]*)?}}");
    /** Besides the vaults'. */
    private static final Set<String> FUNCTIONS = Set.of("env", "sys", "service", "bean");

    /** Values may hold placeholders; more within each other than that are a circle. */
    private static final int DEEPEST = 8;

    private final PropertyLayers layers;
    private final Set<String> missing = new TreeSet<>();
    private final Set<String> absent = new TreeSet<>();

    Placeholders(PropertyLayers layers) {
        this.layers = layers;
    }

    /** The text with its values; nothing if one of them is known only at start. Names without a value are noted. */
    Optional<String> fill(String text) {
        return fill(text, DEEPEST);
    }

    private Optional<String> fill(String text, int deep) {
        Matcher matcher = PLACEHOLDER.matcher(text);
        StringBuilder filled = new StringBuilder();
        while (matcher.find()) {
            String name = matcher.group(1);
            String fallback = matcher.group(2);
            if (fallback != null && asked(name)) {
                return Optional.empty();
            }
            String value = layers.getProperty(name);
            if (value == null && fallback == null) {
                missing.add(name);
                return Optional.empty();
            }
            Optional<String> inner =
                    value == null ? Optional.of(String.valueOf(fallback).substring(1)) : within(value, deep);
            if (inner.isEmpty()) {
                return inner;
            }
            matcher.appendReplacement(filled, Matcher.quoteReplacement(inner.get()));
        }
        return Optional.of(matcher.appendTail(filled).toString());
    }

    /** A property's value may be a placeholder itself, such as a vault's function. */
    private Optional<String> within(String value, int deep) {
        return deep == 0 || !value.contains("{{") ? Optional.of(value) : fill(value, deep - 1);
    }

    private boolean asked(String function) {
        Vaults.missing(function).ifPresent(absent::add);
        return FUNCTIONS.contains(function) || Vaults.functions().contains(function);
    }

    /** What is to be done before functions can be used whose component isn't there. */
    Set<String> absent() {
        return Set.copyOf(absent);
    }

    /** Names that have no value anywhere, since the last call. */
    Set<String> missing() {
        Set<String> found = new TreeSet<>(missing);
        missing.clear();
        return found;
    }
}
