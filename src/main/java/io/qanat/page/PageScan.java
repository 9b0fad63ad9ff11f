package io.qanat.page;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a scan found in one body. Values become trees one by one, when they are asked for. Not thread-safe. */
final class PageScan {
    /** An answer without a body. */
    static final PageScan EMPTY = new PageScan(new byte[0], 0, new RecordsRange[0], Map.of());

    private final byte[] bytes;
    private final int start;
    private final @Nullable RecordsRange[] records;
    private final Map<JsonPointer, PageScanner.Range> values;
    private @Nullable JsonNode tree;

    PageScan(byte[] bytes, int start, @Nullable RecordsRange[] records, Map<JsonPointer, PageScanner.Range> values) {
        this.bytes = bytes;
        this.start = start;
        this.records = records;
        this.values = values;
    }

    byte[] bytes() {
        return bytes;
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

    /** The whole body as a tree: for JSONPath, and for messages. */
    JsonNode tree() {
        JsonNode known = tree;
        if (known == null) {
            known = bytes.length == 0 ? MissingNode.getInstance() : read(start, bytes.length);
            tree = known;
        }
        return known;
    }

    /** The value between those bytes. */
    JsonNode read(int from, int to) {
        try (JsonParser parser = Json.MAPPER.createParser(bytes, from, to - from)) {
            JsonNode node = Json.MAPPER.readTree(parser);
            return node == null ? MissingNode.getInstance() : node;
        } catch (IOException e) {
            throw new UncheckedIOException("bytes that were scanned can be read again", e);
        }
    }
}
