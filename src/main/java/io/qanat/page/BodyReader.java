package io.qanat.page;

import static io.qanat.page.PageException.Kind.FORMAT;
import static io.qanat.page.PageException.Kind.UNREADABLE;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads an answer's body, or says plainly what it is instead of JSON. */
final class BodyReader {
    private static final int SHOWN = 200;
    private static final int SNIFFED = 64 * 1024;
    private static final Pattern HTML =
            Pattern.compile("(?is)(?:<\\?xml[^>]*>|<!--.*?-->|\\s)*<(?:!doctype\\s+html|html)\\b.*");
    private static final Pattern TITLE = Pattern.compile("(?is)<title[^>]*>(.*?)</title>");

    private BodyReader() {}

    /**
     * Scans the body.
     *
     * @throws PageException if it isn't exactly one JSON value
     */
    static PageScan read(Answer answer, ScanPlan plan, long limit, PageLabel label) {
        byte[] bytes = BodyText.utf8(answer);
        int start = BodyText.begin(bytes);
        refuseForeign(answer, bytes, start, label);
        try {
            return PageScanner.scan(bytes, start, plan, limit);
        } catch (JsonEOFException e) {
            throw label.error(
                    UNREADABLE, "the JSON ends too early, after " + bytes.length + " bytes: the answer was cut short");
        } catch (TrailingContentException e) {
            throw label.error(UNREADABLE, e.getMessage() + ", but one value was expected");
        } catch (StreamConstraintsException e) {
            throw label.error(FORMAT, "the JSON is refused: " + e.getOriginalMessage());
        } catch (JsonProcessingException e) {
            throw broken(answer, bytes, e, label);
        } catch (IOException e) {
            throw label.error(UNREADABLE, "the body can't be decoded: " + e.getMessage());
        }
    }

    /** Refuses a body that begins like something else. */
    private static void refuseForeign(Answer answer, byte[] bytes, int start, PageLabel label) {
        int first = start;
        while (first < bytes.length && bytes[first] >= 0 && bytes[first] <= ' ') {
            first++;
        }
        if (first == bytes.length) {
            throw label.error(UNREADABLE, "the body is empty, with status " + answer.status() + "; JSON was expected");
        }
        if (bytes[first] == '<') {
            throw markup(answer, text(bytes, first), label);
        }
    }

    private static PageException markup(Answer answer, String text, PageLabel label) {
        if (!HTML.matcher(text).matches()) {
            return label.error(
                    FORMAT,
                    "the body is XML, but JSON was expected" + said(answer)
                            + "; ask for JSON, for example with headers: Accept=application/json");
        }
        Matcher title = TITLE.matcher(text);
        String shown = title.find() ? ", titled \"" + title.group(1).strip().replaceAll("\\s+", " ") + "\"" : "";
        return label.error(
                UNREADABLE,
                "the body is an HTML page" + shown + ", with status " + answer.status()
                        + ": perhaps a login or an error page; JSON was expected");
    }

    private static PageException broken(Answer answer, byte[] bytes, JsonProcessingException e, PageLabel label) {
        return label.error(
                UNREADABLE,
                "the body is not JSON" + said(answer) + ": " + e.getOriginalMessage() + " (byte "
                        + e.getLocation().getByteOffset() + "); it begins with: " + BodyText.beginning(bytes, SHOWN));
    }

    private static String said(Answer answer) {
        String type = answer.headers().first("Content-Type");
        return type == null ? "" : " (its Content-Type says " + type.toLowerCase(Locale.ROOT) + ")";
    }

    private static String text(byte[] bytes, int from) {
        return new String(bytes, from, Math.min(bytes.length - from, SNIFFED), StandardCharsets.UTF_8);
    }
}
