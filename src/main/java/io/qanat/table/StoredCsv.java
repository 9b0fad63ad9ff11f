package io.qanat.table;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import de.siegmar.fastcsv.reader.CsvReader;
import io.qanat.page.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rows of a CSV that {@link CsvRows} wrote, as JSON objects. Not thread-safe. */
final class StoredCsv implements StoredRows {
    private static final int LONGEST_FIELD = 1 << 30;

    /** A row's fields; null differs from the empty string by its quotes. */
    private static final class Fields extends AbstractBaseCsvCallbackHandler<List<@Nullable String>> {
        private List<@Nullable String> row = new ArrayList<>();

        @Override
        protected void handleBegin(long line) {
            row = new ArrayList<>();
        }

        @Override
        protected void handleField(int index, char[] chars, int offset, int length, boolean quoted) {
            row.add(length == 0 && !quoted ? null : new String(chars, offset, length));
        }

        @Override
        protected List<@Nullable String> buildRecord() {
            return row;
        }
    }

    private final CsvReader<List<@Nullable String>> reader;
    private final Iterator<List<@Nullable String>> rows;
    private final List<@Nullable Field> columns = new ArrayList<>();

    StoredCsv(InputStream text, Type.Struct stored) {
        this.reader = CsvReader.builder()
                .skipEmptyLines(false)
                .maxBufferSize(LONGEST_FIELD)
                .build(new Fields(), text, StandardCharsets.UTF_8);
        this.rows = reader.iterator();
        rows.next().forEach(name -> columns.add(name == null ? null : stored.field(name)));
    }

    @Override
    public @Nullable JsonParser next() throws IOException {
        if (!rows.hasNext()) {
            return null;
        }
        JsonParser parser = Json.FACTORY.createParser(json(rows.next()));
        parser.nextToken();
        return parser;
    }

    private byte[] json(List<@Nullable String> row) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = Json.FACTORY.createGenerator(bytes)) {
            json.writeStartObject();
            for (int i = 0; i < row.size(); i++) {
                Field column = columns.get(i);
                String value = row.get(i);
                if (column != null && value != null) {
                    write(column, value, json);
                }
            }
            json.writeEndObject();
        }
        return bytes.toByteArray();
    }

    /** A single value as an object with that field. */
    static byte[] json(Field column, String value) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = Json.FACTORY.createGenerator(bytes)) {
            json.writeStartObject();
            write(column, value, json);
            json.writeEndObject();
        }
        return bytes.toByteArray();
    }

    private static void write(Field column, String value, JsonGenerator json) throws IOException {
        json.writeFieldName(column.name());
        if (isString(column.type())) {
            json.writeString(value);
        } else {
            json.writeRawValue(value);
        }
    }

    /** Whether JSON has such values in quotes. */
    private static boolean isString(Type type) {
        return type instanceof Type.Scalar scalar
                && switch (scalar.kind()) {
                    case STRING, JSON, TIMESTAMP, LOCAL_TIMESTAMP, DATE -> true;
                    case INT64, WIDE_INT64, DOUBLE, BOOLEAN -> false;
                };
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}
