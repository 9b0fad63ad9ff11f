package io.qanat.page;

import static io.qanat.page.PageException.Kind.PAGING;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * A field that every record of a walk gets as its first: the value of {@code forEach} that its page was asked for by. A record
 * that has the same value under that name keeps its own; null is replaced. Immutable.
 *
 * @param name its name
 * @param value its value, a text or a number
 */
public record AddedField(String name, JsonNode value) {

    /**
     * The page with the field in each record.
     *
     * @param subject begins a message, such as {@code orders}
     * @throws PageException if a record has another value under that name, or is no object
     */
    public Page to(Page page, String subject) {
        if (page.size() == 0) {
            return page;
        }
        try (Page.Records records = page.records();
                InputStream from = page.stream()) {
            return new Writing(page, subject, records.parser(), from).page(records);
        } catch (IOException e) {
            throw new UncheckedIOException(subject + ": bytes that were scanned can be read again", e);
        }
    }

    /** What a record has under the name already. */
    private enum Own {
        NOTHING,
        SAME,
        NULL
    }

    /** One pass over the records of a page. */
    private final class Writing {
        private final Page page;
        private final String subject;
        private final JsonParser parser;
        private final InputStream from;
        private final ByteArrayOutputStream to;
        private final byte[] text = value.toString().getBytes(StandardCharsets.UTF_8);
        private final byte[] member = bytes(Json.MAPPER.getNodeFactory().textNode(name) + ":" + value);
        private int at;
        private int number;
        private int nullFrom;
        private int nullTo;
        private boolean empty;

        Writing(Page page, String subject, JsonParser parser, InputStream from) {
            this.page = page;
            this.subject = subject;
            this.parser = parser;
            this.from = from;
            this.to = new ByteArrayOutputStream(page.length() + page.size() * (member.length + 1));
        }

        Page page(Page.Records records) throws IOException {
            while (records.next()) {
                record();
            }
            copy(page.length());
            byte[] bytes = to.toByteArray();
            return new Page(page.number(), bytes, 0, bytes.length, page.layout(), page.size());
        }

        private void record() throws IOException {
            number++;
            if (parser.currentToken() != JsonToken.START_OBJECT) {
                throw error("is no object, so that it can't hold the value of forEach as its field " + name);
            }
            int begin = (int) parser.currentTokenLocation().getByteOffset() + 1;
            switch (own()) {
                case NOTHING -> {
                    copy(begin);
                    to.writeBytes(member);
                    to.writeBytes(bytes(empty ? "" : ","));
                }
                case NULL -> {
                    copy(nullFrom);
                    to.writeBytes(text);
                    at += (int) from.skip(nullTo - nullFrom);
                }
                case SAME -> {}
            }
        }

        /** Reads the record to its end. */
        private Own own() throws IOException {
            Own own = Own.NOTHING;
            empty = true;
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                empty = false;
                boolean wanted = name.equals(parser.currentName());
                parser.nextToken();
                own = wanted ? found() : own;
                parser.skipChildren();
            }
            return own;
        }

        private Own found() throws IOException {
            if (parser.currentToken() == JsonToken.VALUE_NULL) {
                nullFrom = (int) parser.currentTokenLocation().getByteOffset();
                nullTo = nullFrom + "null".length();
                return Own.NULL;
            }
            if (!parser.currentToken().isScalarValue() || !parser.getText().equals(value.asText())) {
                throw error("has a field " + name + " of its own with another value than " + value
                        + ", by which it was asked for; give forEach another name, such as parent_" + name
                        + "=…, and write {parent_" + name + "}");
            }
            return Own.SAME;
        }

        private void copy(int until) throws IOException {
            byte[] bytes = from.readNBytes(until - at);
            to.writeBytes(bytes);
            at = until;
        }

        private byte[] bytes(String written) {
            return written.getBytes(StandardCharsets.UTF_8);
        }

        private PageException error(String message) {
            return new PageLabel(subject, page.number()).error(PAGING, "record " + number + " " + message);
        }
    }
}
