package io.qanat.table;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Names of folders {@code column=value} as Hive writes them: characters that a file system or a reader may take for something
 * else are a percent sign and their hexadecimal number (Hive's {@code FileUtils.escapePathName}). Null has a name of its own.
 */
final class HiveNames {
    static final String NULL = "__HIVE_DEFAULT_PARTITION__";

    private static final String ESCAPED = "\"#%'*/:=?\\\u007F{[]^<>|";
    private static final int LONGEST = 255;
    private static final int SHOWN = 40;

    private HiveNames() {}

    /**
     * The folder of a value.
     *
     * @throws IllegalArgumentException if no file system has a name that long
     */
    static String folder(String column, @Nullable String value) {
        String name = column + "=" + (value == null ? NULL : encoded(value));
        if (name.getBytes(StandardCharsets.UTF_8).length > LONGEST) {
            String begin = value == null ? "" : value.substring(0, Math.min(SHOWN, value.length()));
            throw new IllegalArgumentException(
                    "the value \"" + begin + "…\" makes a folder's name longer than " + LONGEST + " bytes");
        }
        return name;
    }

    static String encoded(String text) {
        StringBuilder name = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean end = i == text.length() - 1 && (c == '.' || c == ' ');
            if (c < ' ' || ESCAPED.indexOf(c) >= 0 || end || (i == 0 && text.equals(NULL))) {
                name.append(String.format(Locale.ROOT, "%%%02X", (int) c));
            } else {
                name.append(c);
            }
        }
        return name.toString();
    }

    /** The value of a folder {@code column=value}. */
    static @Nullable String value(String folder) {
        String value = folder.substring(folder.indexOf('=') + 1);
        return value.equals(NULL) ? null : decoded(value);
    }

    private static String decoded(String name) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c == '%') {
                text.append((char) Integer.parseInt(name.substring(i + 1, i + 3), 16));
                i += 2;
            } else {
                text.append(c);
            }
        }
        return text.toString();
    }
}
