package io.qanat.settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The file of a parameter that may be written as {@code file:NAME}. */
public final class TextFile {
    private static final String PREFIX = "file:";

    private TextFile() {}

    /**
     * The text itself, or that of the file it names, in UTF-8.
     *
     * @throws IllegalArgumentException if the file can't be read
     */
    public static String orText(String text) {
        return text.startsWith(PREFIX) ? read(text.substring(PREFIX.length()).strip()) : text;
    }

    /**
     * The text of a file, in UTF-8.
     *
     * @throws IllegalArgumentException if it can't be read
     */
    public static String read(String name) {
        try {
            return Files.readString(Path.of(name));
        } catch (IOException e) {
            throw new IllegalArgumentException("file " + name + " can't be read: " + e.getMessage(), e);
        }
    }
}
