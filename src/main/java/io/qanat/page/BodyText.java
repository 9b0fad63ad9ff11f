package io.qanat.page;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The text of a body. JSON is UTF-8 (RFC 8259 §8.1); older servers send UTF-16 or a charset that their Content-Type names,
 * and that is made UTF-8 here.
 */
final class BodyText {
    private static final Pattern CHARSET = Pattern.compile("(?i);\\s*charset\\s*=\\s*\"?([^\\s\";]+)");

    private BodyText() {}

    /** The body's bytes in UTF-8, the same ones if they are that already. */
    static byte[] utf8(Answer answer) {
        byte[] body = answer.body();
        Charset wide = wide(body);
        if (wide != null) {
            return new String(body, wide).getBytes(StandardCharsets.UTF_8);
        }
        Charset declared = declared(answer);
        if (declared == null || declared.equals(StandardCharsets.UTF_8) || isUtf8(body)) {
            return body;
        }
        return new String(body, declared).getBytes(StandardCharsets.UTF_8);
    }

    /** The first byte after a byte order mark, which some servers send against RFC 8259 §8.1. */
    static int begin(byte[] utf8) {
        boolean mark =
                utf8.length >= 3 && (utf8[0] & 0xFF) == 0xEF && (utf8[1] & 0xFF) == 0xBB && (utf8[2] & 0xFF) == 0xBF;
        return mark ? 3 : 0;
    }

    /** The beginning of a body for a message, in one line. */
    static String beginning(byte[] utf8, int most) {
        int length = Math.min(utf8.length - begin(utf8), most * 4);
        String text = new String(utf8, begin(utf8), length, StandardCharsets.UTF_8)
                .strip()
                .replaceAll("\\s+", " ");
        return text.length() <= most ? text : text.substring(0, most) + "…";
    }

    /** UTF-16 and UTF-32 show themselves by zero bytes beside the first character, which is ASCII in JSON. */
    private static @Nullable Charset wide(byte[] body) {
        if (body.length < 4) {
            return null;
        }
        int zeros = (body[0] == 0 ? 8 : 0) | (body[1] == 0 ? 4 : 0) | (body[2] == 0 ? 2 : 0) | (body[3] == 0 ? 1 : 0);
        return switch (zeros) {
            case 0b1110 -> Charset.forName("UTF-32BE");
            case 0b0111 -> Charset.forName("UTF-32LE");
            case 0b1010 -> StandardCharsets.UTF_16BE;
            case 0b0101 -> StandardCharsets.UTF_16LE;
            default -> byteOrderMark(body) ? StandardCharsets.UTF_16 : null;
        };
    }

    private static boolean byteOrderMark(byte[] body) {
        int mark = (body[0] & 0xFF) << 8 | (body[1] & 0xFF);
        return mark == 0xFEFF || mark == 0xFFFE;
    }

    private static @Nullable Charset declared(Answer answer) {
        String type = answer.headers().first("Content-Type");
        Matcher matcher = CHARSET.matcher(type == null ? "" : type.toLowerCase(Locale.ROOT));
        return matcher.find() && Charset.isSupported(matcher.group(1)) ? Charset.forName(matcher.group(1)) : null;
    }

    private static boolean isUtf8(byte[] body) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }
}
