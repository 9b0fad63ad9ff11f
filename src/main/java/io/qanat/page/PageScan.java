package io.qanat.page;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a scan found in one body. Values become trees one by one, when they are asked for. Not thread-safe. */
final class PageScan {
    /** An answer without a body. */
    static final PageScan EMPTY = new PageScan(Body.json(new byte[0]), new RecordsRange[0], Map.of());

    private final Body body;
    private final @Nullable RecordsRange[] records;
    private final Map<JsonPointer, PageScanner.Range> values;
    private @Nullable JsonNode tree;

    PageScan(Body body, @Nullable RecordsRange[] records, Map<JsonPointer, PageScanner.Range> values) {
        this.body = body;
        this.records = records;
        this.values = values;
    }

    Body body() {
        return body;
    }

    byte[] bytes() {
        return body.bytes();
    }

    /** What the body came as. */
    Form form() {
        return body.form();
    }

    /** What stands at the records' place of that rank, or null if nothing does. */
    @Nullable
    RecordsRange records(int rank) {
        return records[rank];
    }

    /** The value at a place in the body that the plan has named; a missing node if there is none. */
    JsonNode at(Place place) {
        if (place instanceof Place.Path path) {
            return JsonPaths.first(path, tree());
        }
        PageScanner.Range range = place instanceof Place.Pointer pointer ? values.get(pointer.pointer()) : null;
        return range == null ? MissingNode.getInstance() : read(range.from(), range.to());
    }

    /** The whole body as a tree, for JSONPath; a body of several values has none. */
    JsonNode tree() {
        JsonNode known = tree;
        if (known == null) {
            boolean none = body.length() == 0 || (form().sequential() && rows() != 1);
            known = none ? MissingNode.getInstance() : read(body.from(), body.to());
            tree = known;
        }
        return known;
    }

    /** The body's first token. */
    JsonToken first() {
        try (JsonParser parser = Json.FACTORY.createParser(body.bytes(), body.from(), body.length())) {
            return parser.nextToken();
        } catch (IOException e) {
            throw new UncheckedIOException("bytes that were scanned can be read again", e);
        }
    }

    private int rows() {
        RecordsRange first = records.length == 0 ? null : records[0];
        return first == null ? 0 : first.rows();
    }

    /** The value between those bytes. */
    JsonNode read(int from, int to) {
        try (JsonParser parser = Json.MAPPER.createParser(body.bytes(), from, to - from)) {
            JsonNode node = Json.MAPPER.readTree(parser);
            return node == null ? MissingNode.getInstance() : node;
        } catch (IOException e) {
            throw new UncheckedIOException("bytes that were scanned can be read again", e);
        }
    }
}
