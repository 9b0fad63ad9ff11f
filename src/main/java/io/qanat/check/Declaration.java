package io.qanat.check;

import java.nio.file.Path;
import java.util.Map;

/**
 * An API or a pull as a route file writes it.
 *
 * @param kind which of them
 * @param name the API's name or the id of the pull's route; empty if not given
 * @param file where it is written
 * @param line where it begins
 * @param parameters its parameters by name, as written
 */
record Declaration(Kind kind, String name, Path file, int line, Map<String, Written> parameters) {

    /** What a file can declare, with the resource that declares its parameters. */
    enum Kind {
        API("api"),
        PULL("pull");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        String word() {
            return word;
        }
    }

    /**
     * A parameter's value.
     *
     * @param value the text, with its placeholders
     * @param line where it stands
     */
    record Written(String value, int line) {}

    String subject() {
        return kind.word() + " " + (name.isEmpty() ? "without a name" : name);
    }
}
