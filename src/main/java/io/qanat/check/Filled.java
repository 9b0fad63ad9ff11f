package io.qanat.check;

import io.qanat.settings.Declared.Parameter;
import io.qanat.settings.PropertyLayers;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The values of a declaration's parameters, as far as they are known before Camel starts.
 *
 * @param values by name: those given, and else the defaults
 * @param unknown parameters whose value is known only at start
 * @param missing placeholders that have no value anywhere
 * @param absent what is to be done before vaults' functions can be used, by parameter
 */
record Filled(Map<String, String> values, Set<String> unknown, Set<String> missing, Map<String, Set<String>> absent) {
    private static final String LATER = "{{later}}";

    static Filled of(Declaration found, Map<String, Parameter> known, PropertyLayers layers) {
        Placeholders placeholders = new Placeholders(layers);
        Map<String, String> values = new LinkedHashMap<>();
        Set<String> unknown = new HashSet<>();
        known.forEach((name, parameter) -> values.put(name, parameter.fallback()));
        Map<String, Set<String>> absent = new TreeMap<>();
        found.parameters().forEach((name, written) -> {
            Set<String> before = placeholders.absent();
            placeholders
                    .fill(written.value())
                    .ifPresentOrElse(value -> values.put(name, value), () -> unknown.add(name));
            Set<String> more = new TreeSet<>(placeholders.absent());
            more.removeAll(before);
            absent.put(name, more);
        });
        unknown.forEach(name -> values.put(name, LATER));
        return new Filled(values, unknown, placeholders.missing(), absent);
    }

    /** The value of a parameter; empty if it has none or it is known only at start. */
    String known(String name) {
        return unknown.contains(name) ? "" : values.getOrDefault(name, "").strip();
    }
}
