package io.qanat.check;

import io.qanat.settings.Declared.Parameter;
import io.qanat.settings.PropertyLayers;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * The values of a declaration's parameters, as far as they are known before Camel starts.
 *
 * @param values by name: those given, and else the defaults
 * @param unknown parameters whose value is known only at start
 * @param missing placeholders that have no value anywhere
 */
record Filled(Map<String, String> values, Set<String> unknown, Set<String> missing) {
    private static final String LATER = "{{later}}";

    static Filled of(Declaration found, Map<String, Parameter> known, PropertyLayers layers) {
        Placeholders placeholders = new Placeholders(layers);
        Map<String, String> values = new LinkedHashMap<>();
        Set<String> unknown = new HashSet<>();
        known.forEach((name, parameter) -> values.put(name, parameter.fallback()));
        found.parameters().forEach((name, written) -> placeholders
                .fill(written.value())
                .ifPresentOrElse(value -> values.put(name, value), () -> unknown.add(name)));
        unknown.forEach(name -> values.put(name, LATER));
        return new Filled(values, unknown, placeholders.missing());
    }

    /** The value of a parameter; empty if it has none or it is known only at start. */
    String known(String name) {
        return unknown.contains(name) ? "" : values.getOrDefault(name, "").strip();
    }
}
