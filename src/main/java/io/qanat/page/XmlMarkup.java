package io.qanat.page;

import io.qanat.page.PageException.Kind;
import java.nio.charset.StandardCharsets;

/**
 * Looks at a document's tags, comments, CDATA sections and processing instructions before they are parsed: the parser takes
 * each of them into memory as a whole, and several times while it grows. Texts come in pieces and need no limit. Whether the
 * document is well-formed is the parser's business.
 */
final class XmlMarkup {
    private static final byte[] COMMENT = ascii("<!--");
    private static final byte[] COMMENT_END = ascii("-->");
    private static final byte[] CDATA = ascii("<![CDATA[");
    private static final byte[] CDATA_END = ascii("]]>");
    private static final byte[] INSTRUCTION = ascii("<?");
    private static final byte[] INSTRUCTION_END = ascii("?>");

    private final byte[] bytes;
    private final int end;

    private XmlMarkup(Body text) {
        this.bytes = text.bytes();
        this.end = text.to();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** Refuses a document of which one of them is longer than that. */
    static void refuseLong(Body text, int longest, PageLabel label) {
        XmlMarkup markup = new XmlMarkup(text);
        int at = text.from();
        while (at < text.to()) {
            if (text.bytes()[at] != '<') {
                at++;
                continue;
            }
            int after = markup.after(at);
            if (after - at > longest) {
                throw label.error(
                        Kind.FORMAT,
                        "the XML is refused: a tag, comment or CDATA section of " + (after - at)
                                + " bytes begins at byte " + (at + 1) + ", and it may have " + longest
                                + " in an answer of this size");
            }
            at = after;
        }
    }

    /** The byte after what begins there. */
    private int after(int at) {
        if (begins(at, COMMENT)) {
            return after(at + COMMENT.length, COMMENT_END);
        }
        if (begins(at, CDATA)) {
            return after(at + CDATA.length, CDATA_END);
        }
        return begins(at, INSTRUCTION) ? after(at + INSTRUCTION.length, INSTRUCTION_END) : afterTag(at + 1);
    }

    private int after(int from, byte[] mark) {
        int at = from;
        while (at < end && !begins(at, mark)) {
            at++;
        }
        return Math.min(end, at + mark.length);
    }

    /** Within quotes a tag may hold its own end. */
    private int afterTag(int from) {
        byte quote = 0;
        for (int at = from; at < end; at++) {
            byte b = bytes[at];
            if (quote != 0) {
                quote = b == quote ? 0 : quote;
            } else if (b == '"' || b == '\'') {
                quote = b;
            } else if (b == '>') {
                return at + 1;
            }
        }
        return end;
    }

    private boolean begins(int at, byte[] mark) {
        for (int i = 0; i < mark.length; i++) {
            if (at + i >= end || bytes[at + i] != mark[i]) {
                return false;
            }
        }
        return true;
    }
}
