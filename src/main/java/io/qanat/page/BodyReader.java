package io.qanat.page;

import static io.qanat.page.PageException.Kind.FORMAT;
import static io.qanat.page.PageException.Kind.UNREADABLE;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import java.io.IOException;

/**
 * Reads an answer's body, whatever form it comes in, or says plainly what it is instead of records. The form is recognised by
 * content: JSON, JSON lines and XML by how they begin and go on; CSV only where the Content-Type or the path says so, since
 * any text could be it.
 */
final class BodyReader {
    private static final int SHOWN = 200;

    private BodyReader() {}

    /**
     * Scans the body.
     *
     * @throws PageException if there are no records to be read in it
     */
    static PageScan read(Answer answer, ScanPlan plan, long limit, PageLabel label) {
        Packed.refuse(answer, label);
        Body body = body(answer, plan, label);
        try {
            return PageScanner.scan(body, plan, limit);
        } catch (JsonEOFException e) {
            throw label.error(
                    UNREADABLE, "the JSON ends too early, after " + body.length() + " bytes: the answer was cut short");
        } catch (TrailingContentException e) {
            throw label.error(
                    UNREADABLE, e.getMessage() + ", but one value was expected, or objects one after another");
        } catch (StreamConstraintsException | RepeatedNameException e) {
            throw label.error(FORMAT, "the " + body.form() + " is refused: " + reason(e));
        } catch (JsonProcessingException e) {
            throw broken(answer, body, e, label);
        } catch (IOException e) {
            throw label.error(UNREADABLE, "the body can't be decoded: " + e.getMessage());
        }
    }

    private static Body body(Answer answer, ScanPlan plan, PageLabel label) {
        Room room = new Room(answer, label);
        Body text = BodyText.utf8(answer, room, label);
        byte[] bytes = text.bytes();
        Form declared = Declared.form(answer);
        int first = firstVisible(text);
        if (first == text.to()) {
            return empty(answer, text, declared == Form.LINES || plan.lines(), label);
        }
        if (bytes[first] == '<') {
            Html.refuse(answer, text, first, label);
            return XmlBody.toJson(text, room, label);
        }
        if (declared == Form.CSV && bytes[first] != '{' && bytes[first] != '[') {
            return CsvBody.toJson(text, room, label);
        }
        return declared == Form.LINES && bytes[first] != '[' ? text.lines() : text;
    }

    private static Body empty(Answer answer, Body text, boolean lines, PageLabel label) {
        if (lines) {
            return text.lines();
        }
        throw label.error(UNREADABLE, "the body is empty, with status " + answer.status() + "; JSON was expected");
    }

    private static int firstVisible(Body text) {
        int first = text.from();
        while (first < text.to() && text.bytes()[first] >= 0 && text.bytes()[first] <= ' ') {
            first++;
        }
        return first;
    }

    private static String reason(IOException e) {
        return e instanceof JsonProcessingException json ? json.getOriginalMessage() : String.valueOf(e.getMessage());
    }

    private static PageException broken(Answer answer, Body body, JsonProcessingException e, PageLabel label) {
        String type = answer.headers().first("Content-Type");
        int line = e.getLocation().getLineNr();
        int at = body.from() + (int) e.getLocation().getByteOffset();
        return label.error(
                UNREADABLE,
                "the body is not JSON" + (type == null ? "" : " (its Content-Type says " + type + ")")
                        + ": " + e.getOriginalMessage() + " (byte " + at + ", line " + line + "); "
                        + (line > 1 ? "that line begins with: " : "it begins with: ")
                        + BodyText.beginning(body.bytes(), line > 1 ? lineStart(body, at) : body.from(), SHOWN));
    }

    private static int lineStart(Body body, int at) {
        int start = Math.min(at, body.to());
        while (start > body.from() && body.bytes()[start - 1] != '\n') {
            start--;
        }
        return start;
    }
}
