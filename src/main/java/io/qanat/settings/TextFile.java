package io.qanat.settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The file of a parameter that may be written as {@code file:NAME}. */
public final class TextFile {
    private static final String PREFIX = "file:";

    private TextFile() {}

    /**
     * The text itself, or that of the file it names, in UTF-8.
     *
     * @param folder where the name begins; null for the current folder
     * @throws IllegalArgumentException if the file can't be read
     */
    public static String orText(String text, @Nullable Path folder) {
        return text.startsWith(PREFIX)
                ? beside(folder).apply(text.substring(PREFIX.length()).strip())
                : text;
    }

    /**
     * Reads files by their names, in UTF-8; it throws IllegalArgumentException if one can't be read.
     *
     * @param folder where names begin, such as that of the route file; null for the current folder
     */
    public static UnaryOperator<String> beside(@Nullable Path folder) {
        return name -> read(folder == null ? name : folder.resolve(name).toString());
    }

    /**
     * The text of a file, in UTF-8.
     *
     * @throws IllegalArgumentException if it can't be read
     */
    public static String read(String name) {
        try {
            return Files.readString(Path.of(name));
        } catch (NoSuchFileException e) {
            throw new IllegalArgumentException("file " + name + " is not there", e);
        } catch (IOException e) {
            throw new IllegalArgumentException("file " + name + " can't be read: " + e.getMessage(), e);
        }
    }
}
