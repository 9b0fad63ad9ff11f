package io.qanat.table;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import io.qanat.page.Json;
import java.io.IOException;
import java.io.OutputStream;

/** Rows as JSON lines: an object a line, without the columns that are null. Not thread-safe. */
final class JsonRows implements RowText {
    private final StructShape row;
    private final OutputStream out;
    private final JsonGenerator json;

    JsonRows(StructShape row, OutputStream out) throws IOException {
        this.row = row;
        this.out = out;
        this.json = Json.FACTORY.createGenerator(out).setPrettyPrinter(new MinimalPrettyPrinter(""));
        json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
        json.disable(JsonGenerator.Feature.FLUSH_PASSED_TO_STREAM);
    }

    @Override
    public void writeRow() throws IOException {
        row.write(json);
        json.writeRaw('\n');
    }

    @Override
    public void end() throws IOException {
        json.flush();
        close();
    }

    @Override
    public void close() throws IOException {
        json.close();
        out.close();
    }
}
