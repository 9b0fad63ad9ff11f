package io.qanat.page;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The text of a body. JSON is UTF-8 (RFC 8259 §8.1); older servers send UTF-16, or a charset that their Content-Type or
 * their XML declaration names, and that is made UTF-8 here. Bytes that are no text of their charset are refused: a
 * replacement character would be a value that the API never sent.
 */
final class BodyText {
    private static final Pattern CHARSET = Pattern.compile("(?i);\\s*charset\\s*=\\s*[\"']?([^\\s\"';]+)");
    private static final Pattern XML_ENCODING =
            Pattern.compile("^\\s*<\\?xml\\s[^>]{0,100}?encoding\\s*=\\s*[\"']([A-Za-z0-9._-]{1,40})[\"']");
    private static final int DECLARATION = 200;
    private static final int CHUNK = 8 * 1024;

    private BodyText() {}

    /**
     * The body in UTF-8, its own bytes if they are that already, whatever charset is declared.
     *
     * @throws PageException with the first byte that is no text
     */
    static Body utf8(Answer answer, Room room, PageLabel label) {
        ByteBuffer body = ByteBuffer.wrap(answer.bytes(), 0, answer.length());
        Charset wide = answer.length() < 4 ? null : wide(answer.bytes());
        if (wide != null) {
            return converted(body, wide, room, label);
        }
        int invalid = Utf8.firstInvalid(answer.bytes(), answer.length());
        if (invalid < 0) {
            return body(answer.bytes(), answer.length());
        }
        Charset declared = declared(answer);
        if (declared == null || declared.equals(StandardCharsets.UTF_8)) {
            throw notText(body, invalid, StandardCharsets.UTF_8, label);
        }
        return converted(body, declared, room, label);
    }

    private static Body body(byte[] utf8, int length) {
        return new Body(utf8, begin(utf8, length), length, Form.JSON);
    }

    /** The first byte after a byte order mark, which some servers send against RFC 8259 §8.1. */
    private static int begin(byte[] utf8, int length) {
        boolean mark = length >= 3 && (utf8[0] & 0xFF) == 0xEF && (utf8[1] & 0xFF) == 0xBB && (utf8[2] & 0xFF) == 0xBF;
        return mark ? 3 : 0;
    }

    /** What begins there, for a message, in one line. */
    static String beginning(byte[] utf8, int from, int most) {
        int length = Math.min(utf8.length - from, most * 4);
        String text =
                new String(utf8, from, length, StandardCharsets.UTF_8).strip().replaceAll("\\s+", " ");
        return text.length() <= most ? text : text.substring(0, most) + "…";
    }

    /** UTF-16 and UTF-32 show themselves by zero bytes beside the first character, which is ASCII in JSON. */
    private static @Nullable Charset wide(byte[] body) {
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

    /** The Content-Type's charset, or else the XML declaration's (RFC 7303 §3). */
    private static @Nullable Charset declared(Answer answer) {
        String type = answer.headers().first("Content-Type");
        Matcher inHeader = CHARSET.matcher(type == null ? "" : type.toLowerCase(Locale.ROOT));
        if (inHeader.find()) {
            return charset(inHeader.group(1));
        }
        String begin =
                new String(answer.bytes(), 0, Math.min(answer.length(), DECLARATION), StandardCharsets.ISO_8859_1);
        Matcher inXml = XML_ENCODING.matcher(begin);
        return inXml.find() ? charset(inXml.group(1)) : null;
    }

    private static @Nullable Charset charset(String name) {
        try {
            return Charset.forName(name);
        } catch (IllegalArgumentException e) {
            return null; // then the body must be UTF-8
        }
    }

    private static Body converted(ByteBuffer body, Charset charset, Room room, PageLabel label) {
        JsonBytes counted = new JsonBytes(room, label);
        convert(body.duplicate(), charset, counted, label);
        JsonBytes utf8 = counted.counted();
        convert(body.duplicate(), charset, utf8, label);
        return body(utf8.body(Form.JSON).bytes(), utf8.size());
    }

    /** In pieces, so that the body is never in memory as characters. */
    private static void convert(ByteBuffer in, Charset charset, JsonBytes utf8, PageLabel label) {
        CharsetDecoder decoder = charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        CharBuffer chars = CharBuffer.allocate(CHUNK);
        boolean flushed = false;
        while (!flushed) {
            CoderResult result = decoder.decode(in, chars, true);
            if (result.isError()) {
                throw notText(in, in.position(), charset, label);
            }
            flushed = result.isUnderflow() && decoder.flush(chars).isUnderflow();
            append(chars, flushed, utf8);
        }
    }

    /** A pair of surrogates that the chunk's end divides waits for its second half. */
    private static void append(CharBuffer chars, boolean last, JsonBytes utf8) {
        chars.flip();
        boolean half = !last && chars.hasRemaining() && Character.isHighSurrogate(chars.get(chars.limit() - 1));
        int limit = chars.limit();
        chars.limit(half ? limit - 1 : limit);
        utf8.write(chars.toString().getBytes(StandardCharsets.UTF_8));
        chars.position(chars.limit()).limit(limit);
        chars.compact();
    }

    private static PageException notText(ByteBuffer body, int at, Charset charset, PageLabel label) {
        return label.error(
                PageException.Kind.UNREADABLE,
                String.format(
                        Locale.ROOT,
                        "the body is not %s: byte %d (0x%02X) is no character, and nothing is replaced in silence;"
                                + " ask the API for UTF-8, for example with headers: Accept-Charset=utf-8",
                        charset.name(),
                        Math.min(at, body.limit() - 1) + 1,
                        body.get(Math.min(at, body.limit() - 1)) & 0xFF));
    }
}
