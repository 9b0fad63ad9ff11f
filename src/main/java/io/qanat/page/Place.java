package io.qanat.page;

import com.fasterxml.jackson.core.JsonPointer;
import com.jayway.jsonpath.InvalidPathException;
import com.jayway.jsonpath.JsonPath;
import java.util.regex.Pattern;

/**
 * A place in an answer, as users write it: a JSON Pointer (RFC 6901) into the body, a JSONPath where it begins with
 * {@code $}, or {@code header:Name}. Immutable and thread-safe; two places are equal if they are written alike.
 */
public sealed interface Place {

    /** As it was written. */
    String text();

    /**
     * Reads a place.
     *
     * @throws IllegalArgumentException with what is allowed, if the text is none
     */
    static Place of(String text) {
        if (text.startsWith("$")) {
            return Path.of(text);
        }
        if (text.startsWith("header:")) {
            return Field.of(text);
        }
        return Pointer.of(text);
    }

    /**
     * A JSON Pointer; the empty one is the whole body.
     *
     * @param text as written
     * @param pointer the same, compiled
     */
    record Pointer(String text, JsonPointer pointer) implements Place {
        private static final Pattern STRAY_TILDE = Pattern.compile("~(?![01])");

        static Pointer of(String text) {
            if (!text.isEmpty() && !text.startsWith("/")) {
                throw new IllegalArgumentException("\"" + text + "\" must be a JSON Pointer such as /" + text
                        + ", a JSONPath that begins with $, or header:Name");
            }
            if (STRAY_TILDE.matcher(text).find()) {
                throw new IllegalArgumentException(
                        "\"" + text + "\" is no JSON Pointer: write a ~ in a name as ~0, and a / in a name as ~1");
            }
            return new Pointer(text, JsonPointer.compile(text));
        }

        @Override
        public String toString() {
            return text.isEmpty() ? "the top level" : text;
        }
    }

    /**
     * A JSONPath in json-path's syntax; its first match counts.
     *
     * @param text as written
     * @param path the same, compiled
     */
    record Path(String text, JsonPath path) implements Place {

        static Path of(String text) {
            try {
                return new Path(text, JsonPath.compile(text));
            } catch (InvalidPathException e) {
                throw new IllegalArgumentException("\"" + text + "\" is no JSONPath (" + e.getMessage()
                        + "); a filter stands in round brackets: $.links[?(@.rel=='next')].href");
            }
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Path that && text.equals(that.text);
        }

        @Override
        public int hashCode() {
            return text.hashCode();
        }

        @Override
        public String toString() {
            return text;
        }
    }

    /**
     * A header field of the response; its first line counts.
     *
     * @param text as written
     * @param name the field's name
     */
    record Field(String text, String name) implements Place {
        /** A token of RFC 9110 §5.6.2. */
        private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");

        static Field of(String text) {
            String name = text.substring("header:".length()).strip();
            if (!TOKEN.matcher(name).matches()) {
                throw new IllegalArgumentException("\"" + text
                        + "\" must be header: and the name of a response header, such as header:X-Next-Page");
            }
            return new Field(text, name);
        }

        @Override
        public String toString() {
            return text;
        }
    }
}
