package io.qanat.table;

import io.qanat.settings.Declared.Parameter;
import io.qanat.settings.Problem;
import io.qanat.settings.SettingsException;
import java.lang.reflect.Field;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.spi.UriParam;

/** The options of endpoint {@code table:NAME}: read from the endpoint's own declaration, so that the check can't drift. */
public final class TableOptions {
    private TableOptions() {}

    /** What the endpoint declares, in its order. */
    public static Map<String, Parameter> declared() {
        Map<String, Parameter> declared = new LinkedHashMap<>();
        for (Field field : TableEndpoint.class.getDeclaredFields()) {
            UriParam option = field.getAnnotation(UriParam.class);
            if (option != null) {
                declared.put(field.getName(), parameter(option, field.getType() == boolean.class));
            }
        }
        return declared;
    }

    private static Parameter parameter(UriParam option, boolean bool) {
        List<String> choices =
                option.enums().isEmpty() ? List.of() : List.of(option.enums().split(","));
        return new Parameter(false, option.defaultValue(), option.description(), bool, choices);
    }

    /** The mistakes of a table's options, as the endpoint itself will tell them. */
    public static List<Problem> problems(String name, Map<String, String> options) {
        try {
            TableSettings.of(name, options);
            return List.of();
        } catch (SettingsException e) {
            return e.problems();
        }
    }
}
