package io.qanat.check;

import java.nio.file.Path;
import java.util.Map;

/**
 * An API, a pull or a table as a route file writes it.
 *
 * @param kind which of them
 * @param name the API's name, the id of the pull's route, or the table's name; empty if not given
 * @param route the id of the route that it stands in; empty if that has none
 * @param file where it is written
 * @param line where it begins
 * @param parameters its parameters by name, as written
 */
record Declaration(Kind kind, String name, String route, Path file, int line, Map<String, Written> parameters) {

    /** What a file can declare. */
    enum Kind {
        API("api", "apis"),
        PULL("pull", "pulls"),
        TABLE("table", "tables");

        private final String word;
        private final String plural;

        Kind(String word, String plural) {
            this.word = word;
            this.plural = plural;
        }

        String word() {
            return word;
        }

        String plural() {
            return plural;
        }
    }

    /**
     * A parameter's value.
     *
     * @param value the text, with its placeholders
     * @param line where it stands
     * @param scalar whether it is one value, not a list or a mapping
     */
    record Written(String value, int line, boolean scalar) {
        /** Whether all of it, or a placeholder's default, is written there. */
        boolean literal() {
            return !value.isBlank() && (!value.contains("{{") || value.matches(".*\\{\\{\\??[\\w.-]+:[^{}:]+}}.*"));
        }
    }

    String subject() {
        return kind.word() + " " + (name.isEmpty() ? "without a name" : name);
    }

    /** The line of a parameter, or its own if that isn't given. */
    int line(String parameter) {
        Written written = parameters.get(parameter);
        return written == null ? line : written.line();
    }

    /** {@code shop.camel.yaml:14}, for another finding. */
    String place() {
        return file.getFileName() + ":" + line;
    }
}
