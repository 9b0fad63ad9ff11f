package io.qanat.state;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Names of pulls as names of folders and back: letters of English, digits, {@code -}, {@code _} and, except at the beginning,
 * {@code .} as they are, the other bytes of UTF-8 as {@code %41} (RFC 3986 §2.1).
 */
public final class PullNames {
    /** Names of files end at 255 bytes on the usual file systems. */
    private static final int LONGEST = 250;

    private PullNames() {}

    /**
     * The folder's name.
     *
     * @throws StateException if there is none
     */
    public static String folder(String pull) {
        StringBuilder name = new StringBuilder();
        for (byte b : pull.getBytes(StandardCharsets.UTF_8)) {
            if (plain(b) && !(b == '.' && name.isEmpty())) {
                name.append((char) b);
            } else {
                name.append(String.format(Locale.ROOT, "%%%02X", b));
            }
        }
        if (name.isEmpty() || name.length() > LONGEST) {
            throw new StateException("pull \"" + pull + "\": its name can't be a folder's, which has 1 to " + LONGEST
                    + " bytes; give the route another id");
        }
        return name.toString();
    }

    /** The pull of a folder; null if the folder was not named here. */
    public static @Nullable String pull(String folder) {
        ByteBuffer bytes = ByteBuffer.allocate(folder.length());
        for (int i = 0; i < folder.length(); i++) {
            char c = folder.charAt(i);
            if (c != '%') {
                bytes.put((byte) c);
            } else if (i + 2 < folder.length() && hex(folder.charAt(i + 1)) && hex(folder.charAt(i + 2))) {
                bytes.put((byte) Integer.parseInt(folder.substring(i + 1, i + 3), 16));
                i += 2;
            } else {
                return null;
            }
        }
        return sameAgain(bytes.flip(), folder);
    }

    private static @Nullable String sameAgain(ByteBuffer bytes, String folder) {
        try {
            String pull = StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
            return !pull.isEmpty() && folder.length() <= LONGEST && folder(pull).equals(folder) ? pull : null;
        } catch (CharacterCodingException e) {
            return null;
        }
    }

    private static boolean plain(byte b) {
        return (b >= 'a' && b <= 'z')
                || (b >= 'A' && b <= 'Z')
                || (b >= '0' && b <= '9')
                || b == '-'
                || b == '_'
                || b == '.';
    }

    private static boolean hex(char c) {
        return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'F');
    }
}
