package io.qanat.pull;

import com.fasterxml.jackson.core.JsonPointer;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The values that a pull goes through, each with pages of its own, or so many together in a request: parameter
 * {@code forEach}. Immutable.
 *
 * @param name what stands in braces where a value goes, and the column that holds it
 * @param origin where the values come from
 */
public record ForEach(String name, Origin origin) {
    private static final String HOW =
            "\"%s\" must be written as name=list:a,b,c or name=file:ids.txt or name=table:customers#/id";

    /** Where values come from. */
    public sealed interface Origin {}

    /**
     * The parameter's own text.
     *
     * @param values as they are written
     */
    public record Listed(List<String> values) implements Origin {
        public Listed {
            values = List.copyOf(values);
        }
    }

    /**
     * A file of text with a value in each line.
     *
     * @param file read anew by each run
     */
    public record Lines(Path file) implements Origin {}

    /**
     * A field of what another pull has published.
     *
     * @param scheme the component that knows it
     * @param place what it is called there
     * @param field where the values stand in its records
     */
    public record Published(String scheme, String place, JsonPointer field) implements Origin {}

    /**
     * Reads {@code id=list:a,b}, {@code id=file:ids.txt} or {@code id=table:customers#/id}.
     *
     * @param folder where names of files begin; null for the current folder
     * @throws IllegalArgumentException with what is allowed, if the text is anything else
     */
    static ForEach parse(String text, @Nullable Path folder) {
        int equals = text.indexOf('=');
        int colon = text.indexOf(':', equals);
        String name = text.substring(0, Math.max(0, equals)).strip();
        if (equals < 1 || colon < 0 || !name.matches("[A-Za-z_][A-Za-z0-9_.-]*")) {
            throw new IllegalArgumentException(HOW.formatted(text));
        }
        String kind = text.substring(equals + 1, colon).strip();
        String rest = text.substring(colon + 1).strip();
        if (rest.isEmpty()) {
            throw new IllegalArgumentException("\"" + text + "\" names no value");
        }
        return new ForEach(name, origin(kind, rest, folder, HOW.formatted(text)));
    }

    private static Origin origin(String kind, String rest, @Nullable Path folder, String mistake) {
        return switch (kind) {
            case "list" -> new Listed(List.of(rest.split(",")));
            case "file" -> new Lines(file(rest, folder));
            case "table" -> published(kind, rest);
            default -> throw new IllegalArgumentException(mistake);
        };
    }

    private static Path file(String name, @Nullable Path folder) {
        try {
            return folder == null ? Path.of(name) : folder.resolve(name);
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("\"" + name + "\" is no file's name: " + e.getReason(), e);
        }
    }

    private static Published published(String scheme, String rest) {
        int hash = rest.indexOf('#');
        String pointer = rest.substring(hash + 1).strip();
        if (hash < 1 || !pointer.startsWith("/")) {
            throw new IllegalArgumentException("\"" + scheme + ":" + rest
                    + "\" must name a table and a field of it, such as " + scheme + ":customers#/id");
        }
        return new Published(scheme, rest.substring(0, hash).strip(), JsonPointer.compile(pointer));
    }
}
