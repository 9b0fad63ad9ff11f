package io.qanat.page;

import static io.qanat.page.PageException.Kind.FORMAT;
import static io.qanat.page.PageException.Kind.UNREADABLE;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import de.siegmar.fastcsv.reader.CommentStrategy;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.CsvRecordHandler;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;

/**
 * CSV (RFC 4180) as JSON lines. The first line names the columns and shows the separator: comma, semicolon or tab, whichever it
 * has most of. Each value is a string, an empty one null; a column without a name is {@code column} and its number. Empty
 * lines are passed over. A row with more or fewer fields than the header is refused, never filled or cut.
 */
final class CsvBody {
    private static final int MOST_COLUMNS = 16 * 1024;

    /** A field of this length is read in any case. */
    private static final int SHORT = 64 * 1024;

    private final PageLabel label;
    private final JsonBytes json;
    private final List<byte[]> names = new ArrayList<>();

    private CsvBody(JsonBytes json, PageLabel label) {
        this.label = label;
        this.json = json;
    }

    /**
     * The rows as JSON objects, one a line.
     *
     * @throws PageException if the text is no CSV, with the number of the line
     */
    static Body toJson(Body text, Room room, PageLabel label) {
        JsonBytes counted = new JsonBytes(room, label);
        new CsvBody(counted, label).write(text, room.longestValue());
        JsonBytes json = counted.counted();
        new CsvBody(json, label).write(text, room.longestValue());
        return json.body(Form.CSV);
    }

    private void write(Body text, int longest) {
        InputStream bytes = new ByteArrayInputStream(text.bytes(), text.from(), text.length());
        try (CsvReader<CsvRecord> reader = reader(bytes, separator(text), Math.max(longest, SHORT))) {
            write(reader.iterator());
        } catch (CsvParseException e) {
            throw broken(e, longest);
        } catch (UncheckedIOException e) {
            throw label.error(UNREADABLE, "the CSV is broken: " + reason(e));
        } catch (IOException e) {
            throw new UncheckedIOException("bytes in memory can be read", e);
        }
    }

    /** Asking again doesn't make a field shorter. */
    private PageException broken(CsvParseException e, int longest) {
        String reason = reason(e);
        if (reason.contains("buffer size")) {
            return label.error(
                    FORMAT,
                    "the CSV is refused: a field has more than " + Math.max(longest, SHORT)
                            + " characters, or its quotation mark is never closed (" + reason + ")");
        }
        return label.error(UNREADABLE, "the CSV is broken: " + reason);
    }

    private static CsvReader<CsvRecord> reader(InputStream bytes, char separator, int longest) {
        return CsvReader.builder()
                .fieldSeparator(separator)
                .commentStrategy(CommentStrategy.NONE)
                .skipEmptyLines(true)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE) // counted here, where the message can be ours
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .allowUnclosedQuote(false)
                .maxBufferSize(longest)
                .build(handler(longest), bytes, StandardCharsets.UTF_8);
    }

    private static CsvRecordHandler handler(int longest) {
        return CsvRecordHandler.builder()
                .maxFields(MOST_COLUMNS)
                .maxFieldSize(longest)
                .maxRecordSize(longest)
                .build();
    }

    private static String reason(RuntimeException e) {
        Throwable cause = e.getCause();
        return e.getMessage() + (cause == null || cause.getMessage() == null ? "" : " (" + cause.getMessage() + ")");
    }

    /** The separator that the header line has most of, outside quotes; comma if it has none. */
    private static char separator(Body text) {
        int[] counts = new int[128];
        boolean quoted = false;
        for (int at = text.from(); at < text.to(); at++) {
            byte b = text.bytes()[at];
            if (b == '"') {
                quoted = !quoted;
            } else if (!quoted && (b == '\n' || b == '\r')) {
                break;
            } else if (!quoted && b >= 0) {
                counts[b]++;
            }
        }
        char best = counts[';'] > counts[','] ? ';' : ',';
        return counts['\t'] > counts[best] ? '\t' : best;
    }

    private void write(Iterator<CsvRecord> rows) {
        header(rows.next());
        while (rows.hasNext()) {
            row(rows.next());
        }
    }

    private void header(CsvRecord header) {
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < header.getFieldCount(); i++) {
            String name = header.getField(i).isEmpty() ? "column" + (i + 1) : header.getField(i);
            if (!seen.add(name)) {
                throw label.error(
                        FORMAT, "the CSV is refused: its header line names the column \"" + name + "\" twice");
            }
            String quoted = String.valueOf(JsonStringEncoder.getInstance().quoteAsString(name));
            names.add(((i == 0 ? "{\"" : ",\"") + quoted + "\":").getBytes(StandardCharsets.UTF_8));
        }
    }

    private void row(CsvRecord row) {
        if (row.getFieldCount() != names.size()) {
            throw label.error(
                    UNREADABLE,
                    "the CSV is broken: line " + row.getStartingLineNumber() + " has " + row.getFieldCount()
                            + " fields, but the header line has " + names.size());
        }
        for (int i = 0; i < names.size(); i++) {
            json.write(names.get(i));
            json.stringOrNull(row.getField(i));
        }
        json.write('}');
        json.write('\n');
    }
}
