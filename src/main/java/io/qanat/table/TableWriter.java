package io.qanat.table;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.qanat.page.Json;
import io.qanat.page.Page;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.parquet.schema.MessageType;
import org.jspecify.annotations.Nullable;

/**
 * Writes the pages of a run to files of one schema in the end. Records that fit the schema so far go from tokens to columns;
 * one that doesn't is read as a tree: it widens the schema, which closes the file and opens the next, or its values that
 * don't fit are put aside. Not thread-safe.
 */
final class TableWriter implements Closeable {
    private static final int RECORDS_AT_ONCE = 1_000;
    private static final long BYTES_AT_ONCE = 1 << 20;
    private static final int MAX_COLUMNS = 16_000;

    private final String subject;
    private final Path folder;
    private final PartFormat format;
    private final @Nullable PartitionBy partitionBy;
    private final SchemaGuard guard;
    private final @Nullable FlatNames flat;
    private final Fit fit;
    private final Inference inference;
    private final @Nullable KeyLog keys;
    private final List<Part> parts = new ArrayList<>();
    private RecordEncoder encoder;
    private Parts open;
    private int files;
    private long rows;

    /**
     * A writer into an empty folder.
     *
     * @param subject names the table in messages
     * @param partitionBy what deals rows out to folders; null if nothing does
     * @param twins how the table's readers take names that differ only in case
     * @param keys notes the key of every row; null if none needs to be known
     */
    TableWriter(
            String subject,
            Path folder,
            PartFormat format,
            Type.Struct schema,
            Contract contract,
            Declarations types,
            Nested nested,
            @Nullable PartitionBy partitionBy,
            Twins twins,
            @Nullable KeyLog keys) {
        this.subject = subject;
        this.folder = folder;
        this.format = format;
        this.partitionBy = partitionBy;
        this.keys = keys;
        this.guard = new SchemaGuard(subject, schema, contract);
        this.flat = nested == Nested.FLATTEN ? FlatNames.of(types) : null;
        this.fit = new Fit();
        this.inference = new Inference(subject, types, nested, fit, twins);
        this.encoder = encoder(schema);
        this.open = parts(schema, encoder.parquet());
    }

    /** Writes all records of a page. */
    void write(Page page) throws IOException {
        if (keys != null) {
            keys.page(rows, page.number());
        }
        try (Page.Records records = page.records()) {
            for (int index = 0; records.next(); index++) {
                record(page, index, records.parser());
                rows++;
                if (encoder.records() >= RECORDS_AT_ONCE || encoder.bytes() >= BYTES_AT_ONCE) {
                    drain();
                }
            }
        }
    }

    private void record(Page page, int index, JsonParser parser) throws IOException {
        JsonToken token = parser.currentToken();
        long offset = parser.currentTokenLocation().getByteOffset();
        int depth = parser.getParsingContext().getNestingDepth();
        if (encoder.add(shown(parser), token)) {
            return;
        }
        if (token.isStructStart()) {
            toEnd(parser, depth);
            try (JsonParser again = at(page, offset)) {
                misfit(page, index, offset, tree(again));
            }
        } else {
            misfit(page, index, offset, Json.MAPPER.readTree(parser));
        }
    }

    /** Moves to the end of the object or array that began at that depth. */
    private static void toEnd(JsonParser parser, int depth) throws IOException {
        while (!(parser.currentToken().isStructEnd()
                && parser.getParsingContext().getNestingDepth() == depth - 1)) {
            parser.nextToken();
        }
    }

    /** A parser at the first token of a record within the page. */
    private static JsonParser at(Page page, long offset) throws IOException {
        InputStream bytes = page.stream();
        bytes.skipNBytes(offset);
        JsonParser parser = Json.FACTORY.createParser(bytes);
        parser.nextToken();
        return parser;
    }

    /** The record at whose first token the parser stands, as it is to be written. */
    private JsonParser shown(JsonParser parser) {
        return flat == null ? parser : new FlatParser(parser, flat);
    }

    private JsonNode tree(JsonParser parser) throws IOException {
        return Json.MAPPER.readTree(shown(parser));
    }

    private void misfit(Page page, int index, long offset, JsonNode tree) throws IOException {
        ObjectNode record = RecordValues.object(tree);
        Type.Struct before = encoder.schema();
        Type.Struct learnt = guard.admit(before, inference.observe(before, record));
        if (!learnt.equals(before)) {
            adopt(lookAhead(page, index + 1, learnt));
            if (tree.isObject() && addAgain(page, offset)) {
                return;
            }
        }
        if (!addTree(fit.marked(encoder.schema(), record))) {
            throw new IllegalStateException(
                    subject + ": a record doesn't fit the schema that was made for it: " + tree);
        }
    }

    private boolean addAgain(Page page, long offset) throws IOException {
        try (JsonParser parser = at(page, offset)) {
            return encoder.add(shown(parser), parser.currentToken());
        }
    }

    private boolean addTree(ObjectNode record) throws IOException {
        try (JsonParser parser = record.traverse(Json.MAPPER)) {
            return encoder.add(parser, parser.nextToken());
        }
    }

    /** What the rest of the page teaches, so that it is written under one schema. */
    private Type.Struct lookAhead(Page page, int from, Type.Struct begin) throws IOException {
        Type.Struct schema = begin;
        try (Page.Records records = page.records()) {
            for (int index = 0; records.next(); index++) {
                if (index >= from) {
                    ObjectNode record = RecordValues.object(tree(records.parser()));
                    schema = guard.admit(schema, inference.observe(schema, record));
                }
            }
        }
        return schema;
    }

    private void adopt(Type.Struct schema) throws IOException {
        drain();
        encoder = encoder(schema);
        MessageType parquet = encoder.parquet();
        if (!parquet.equals(open.schema())) {
            parts.addAll(open.end());
            open = parts(schema, parquet);
        }
    }

    private RecordEncoder encoder(Type.Struct schema) {
        RecordEncoder made = new RecordEncoder(schema, guard.discards());
        if (made.leaves().size() > MAX_COLUMNS) {
            throw new TableException(String.format(
                    Locale.ROOT,
                    "%s: more than %d columns: declare objects whose names are data as maps (types: name=map(string)),"
                            + " or keep objects as JSON text (nested=json)",
                    subject,
                    MAX_COLUMNS));
        }
        return made;
    }

    private Parts parts(Type.Struct schema, MessageType parquet) {
        Parts made = partitionBy == null
                ? new PartSequence(parquet, "", format, this::nextFile)
                : new PartitionedParts(
                        subject,
                        schema,
                        partitionBy,
                        format,
                        this::nextFile,
                        keys == null ? folder -> {} : keys::dealt);
        return keys == null ? made : new KeyedParts(keys, schema, partitionBy != null, made);
    }

    /** A file that may be written in the writer's folder. */
    Path nextFile() {
        return folder.resolve(String.format(Locale.ROOT, "part-%05d%s", ++files, format.extension()));
    }

    private void drain() throws IOException {
        if (encoder.records() > 0) {
            open.append(encoder.leaves(), encoder.records());
            encoder.drained();
        }
    }

    /** Ends the last file, gives all of them the last schema, and says what was written. */
    Written end() throws IOException {
        drain();
        parts.addAll(open.end());
        Type.Struct schema = Type.known(encoder.schema());
        List<Part> unified =
                new Rewriter(PartitionBy.inFiles(partitionBy, schema), format, this::nextFile).unify(parts);
        return new Written(schema, List.copyOf(unified), rows);
    }

    /** An empty file of that schema, for a table without rows. */
    Part emptyFile(Type.Struct schema) throws IOException {
        try (PartWriter writer =
                format.begin(nextFile(), ParquetSchema.of(schema), new RecordEncoder(schema, false).leaves())) {
            return writer.end();
        }
    }

    @Override
    public void close() throws IOException {
        open.close();
    }

    /**
     * A run's rows in closed files.
     *
     * @param schema the schema of all of them
     * @param parts the files in the order of their rows
     * @param rows how many there are
     */
    record Written(Type.Struct schema, List<Part> parts, long rows) {}
}
