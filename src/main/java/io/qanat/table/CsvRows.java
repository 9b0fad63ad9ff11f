package io.qanat.table;

import com.fasterxml.jackson.core.JsonGenerator;
import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import de.siegmar.fastcsv.writer.QuoteStrategies;
import io.qanat.page.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Rows as CSV (RFC 4180): a header line, commas, CRLF, quotes where needed. Objects, arrays and maps are JSON text. Null is an
 * empty field, the empty string is {@code ""}. Not thread-safe.
 */
final class CsvRows implements RowText {
    private static final int BUFFER = 1 << 16;

    private final StructShape row;
    private final OutputStream out;
    private final CsvWriter csv;

    CsvRows(StructShape row, OutputStream out) throws IOException {
        this.row = row;
        this.out = out;
        this.csv = CsvWriter.builder()
                .lineDelimiter(LineDelimiter.CRLF)
                .quoteStrategy(QuoteStrategies.EMPTY)
                .bufferSize(BUFFER)
                .build(out, StandardCharsets.UTF_8);
        write(() -> csv.writeRecord(row.names()));
    }

    @Override
    public void writeRow() throws IOException {
        write(() -> {
            CsvWriter.CsvWriterRecord fields = csv.writeRecord();
            for (Shape column : row.members()) {
                fields.writeField(field(column));
            }
            fields.endRecord();
        });
    }

    private static @Nullable String field(Shape column) {
        if (column.isNull()) {
            column.skip();
            return null;
        }
        return column instanceof ScalarShape scalar ? scalar.text() : json(column);
    }

    private static String json(Shape column) {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        try (JsonGenerator json = Json.FACTORY.createGenerator(text)) {
            column.write(json);
        } catch (IOException e) {
            throw new UncheckedIOException("a text in memory can be written", e);
        }
        return text.toString(StandardCharsets.UTF_8);
    }

    /** What the CSV's writer does; it wraps what the stream throws. */
    private static void write(Runnable step) throws IOException {
        try {
            step.run();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    @Override
    public void end() throws IOException {
        csv.flush();
        close();
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
