package io.qanat.incremental;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonToken;
import io.qanat.page.Page;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.jspecify.annotations.Nullable;

/**
 * A single pass over a page's records, which finds in each the value of one field and where the record lies in the page's
 * bytes. Nothing is made into trees, and no bytes are copied but those of a record that is hashed. Not thread-safe.
 */
final class RecordScan implements AutoCloseable {
    private final Page page;
    private final JsonPointer field;
    private final Page.Records records;
    private final JsonParser parser;
    private int number;
    private int from;
    private int to;
    private @Nullable String text;
    private boolean numeric;
    private boolean scalar;

    RecordScan(Page page, JsonPointer field) {
        this.page = page;
        this.field = field;
        this.records = page.records();
        this.parser = records.parser();
    }

    /** Moves to the next record; false at the end. */
    boolean next() {
        try {
            if (!records.next()) {
                return false;
            }
            number++;
            text = null;
            scalar = true;
            from = (int) parser.currentTokenLocation().getByteOffset();
            read(field);
            parser.finishToken();
            to = (int) parser.currentLocation().getByteOffset();
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException("page " + page.number() + ": bytes that were scanned can be read again", e);
        }
    }

    /** The record's number in its page, from 1. */
    int number() {
        return number;
    }

    /** The record's first byte, from the page's. */
    int from() {
        return from;
    }

    /** The byte after the record's last, from the page's first. */
    int to() {
        return to;
    }

    /** The field's value as it stands; null if there is none, or an empty one. */
    @Nullable
    String text() {
        return text;
    }

    /** Whether the value is a JSON number. */
    boolean numeric() {
        return numeric;
    }

    /** Whether what stands there, if anything, is a text or a number. */
    boolean scalar() {
        return scalar;
    }

    /** The hash of the record's bytes. */
    ContentHash hash() {
        try (InputStream bytes = page.stream()) {
            bytes.skipNBytes(from);
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return ContentHash.of(digest.digest(bytes.readNBytes(to - from)));
        } catch (IOException e) {
            throw new UncheckedIOException("bytes in memory can be read", e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    @Override
    public void close() {
        try {
            records.close();
        } catch (IOException e) {
            throw new UncheckedIOException("a parser over bytes in memory has nothing to close", e);
        }
    }

    /** Reads the value at the parser to its last token, and takes the field's if it lies within. */
    private void read(JsonPointer rest) throws IOException {
        JsonToken token = parser.currentToken();
        if (rest.matches()) {
            take(token);
        } else if (token == JsonToken.START_OBJECT) {
            members(rest);
        } else if (token == JsonToken.START_ARRAY) {
            elements(rest);
        }
    }

    private void members(JsonPointer rest) throws IOException {
        String name = rest.getMatchingProperty();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            boolean wanted = name.equals(parser.currentName());
            parser.nextToken();
            step(wanted, rest);
        }
    }

    private void elements(JsonPointer rest) throws IOException {
        for (int i = 0; parser.nextToken() != JsonToken.END_ARRAY; i++) {
            step(i == rest.getMatchingIndex(), rest);
        }
    }

    private void step(boolean wanted, JsonPointer rest) throws IOException {
        if (wanted) {
            read(rest.tail());
        } else {
            parser.skipChildren();
        }
    }

    private void take(JsonToken token) throws IOException {
        scalar = token == JsonToken.VALUE_STRING || token.isNumeric() || token == JsonToken.VALUE_NULL;
        numeric = token.isNumeric();
        String value =
                scalar && token != JsonToken.VALUE_NULL ? parser.getText().strip() : "";
        text = value.isEmpty() ? null : value;
        parser.skipChildren();
    }
}
