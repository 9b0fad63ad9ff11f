package io.qanat.table;

import com.fasterxml.jackson.core.JsonParser;
import io.qanat.page.Json;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The rows of a file of text, as JSON objects of its columns, one after the other. Not thread-safe. */
interface StoredRows extends Closeable {
    /**
     * Opens a file.
     *
     * @param stored the columns to read, see {@link StoredSchema#of}
     */
    static StoredRows open(Path file, Format format, Type.Struct stored) throws IOException {
        InputStream bytes = new BufferedInputStream(Files.newInputStream(file));
        try {
            InputStream text = Codec.byExtension(file).decompressing(bytes);
            return format == Format.CSV ? new StoredCsv(text, stored) : new StoredJson(text);
        } catch (IOException e) {
            bytes.close();
            throw new IOException(file + ": " + e.getMessage(), e);
        }
    }

    /** A parser at the first token of the next row, which must be read to its last; null after the last row. */
    @Nullable
    JsonParser next() throws IOException;

    /** JSON lines. */
    final class StoredJson implements StoredRows {
        private final JsonParser parser;

        private StoredJson(InputStream text) throws IOException {
            this.parser = Json.FACTORY.createParser(text);
        }

        @Override
        public @Nullable JsonParser next() throws IOException {
            return parser.nextToken() == null ? null : parser;
        }

        @Override
        public void close() throws IOException {
            parser.close();
        }
    }
}
