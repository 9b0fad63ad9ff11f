package io.qanat.page;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One pass over the tokens of a body, which notes where the wanted values stand and how many elements the records have.
 * Nothing is made into trees here, and nothing is allocated per record but a location, where the last one is asked for.
 */
final class PageScanner {
    /** The bytes of one value. */
    record Range(int from, int to) {}

    private final JsonParser parser;
    private final ScanPlan plan;
    private final int start;
    private final long limit;
    private final @Nullable RecordsRange[] records;
    private final Map<JsonPointer, Range> values = new HashMap<>();

    /** What the array that is being read has shown so far. */
    private int lastFrom;

    private int cutTo;

    private PageScanner(JsonParser parser, ScanPlan plan, int start, long limit) {
        this.parser = parser;
        this.plan = plan;
        this.start = start;
        this.limit = limit;
        this.records = new RecordsRange[plan.places().size()];
    }

    /**
     * Scans a body that holds exactly one JSON value.
     *
     * @param limit how many rows are taken from it at most
     * @throws IOException if it is not JSON, is cut short or goes on after the value
     */
    static PageScan scan(byte[] bytes, int start, ScanPlan plan, long limit) throws IOException {
        try (JsonParser parser = Json.FACTORY.createParser(bytes, start, bytes.length - start)) {
            PageScanner scanner = new PageScanner(parser, plan, start, limit);
            parser.nextToken();
            scanner.walk(plan.tree());
            if (parser.nextToken() != null) {
                throw new TrailingContentException(
                        start + parser.currentTokenLocation().getByteOffset());
            }
            return new PageScan(bytes, start, scanner.records, scanner.values);
        }
    }

    private void walk(PointerTree node) throws IOException {
        JsonToken token = parser.currentToken();
        int from = tokenStart();
        int count = 0;
        if (token == JsonToken.START_OBJECT) {
            object(node);
        } else if (token == JsonToken.START_ARRAY) {
            count = node.rank() == PointerTree.NO_RECORDS ? array(node) : records(node);
        }
        note(node, token, from, count);
    }

    private void note(PointerTree node, JsonToken token, int from, int count) throws IOException {
        if (node.wantsValue() || node.rank() != PointerTree.NO_RECORDS) {
            int to = tokenEnd();
            if (node.wantsValue()) {
                values.put(node.pointer(), new Range(from, to));
            }
            if (node.rank() != PointerTree.NO_RECORDS) {
                records[node.rank()] = new RecordsRange(node.pointer(), token, from, to, count, lastFrom, cutTo);
            }
        }
    }

    private void object(PointerTree node) throws IOException {
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            PointerTree member = node.member(parser.currentName());
            parser.nextToken();
            descend(member);
        }
    }

    private int array(PointerTree node) throws IOException {
        int count = 0;
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            descend(node.indexed() ? node.member(Integer.toString(count)) : null);
            count++;
        }
        return count;
    }

    /** The array of the records: most of the bytes, so the loop does little. */
    private int records(PointerTree node) throws IOException {
        int count = 0;
        int last = 0;
        int cut = 0;
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            last = plan.lastRecord() ? tokenStart() : 0;
            descend(node.indexed() ? node.member(Integer.toString(count)) : null);
            count++;
            cut = count == limit ? tokenEnd() : cut;
        }
        lastFrom = last;
        cutTo = cut;
        return count;
    }

    private void descend(@Nullable PointerTree member) throws IOException {
        if (member == null) {
            parser.skipChildren();
        } else {
            walk(member);
        }
    }

    private int tokenStart() {
        return start + (int) parser.currentTokenLocation().getByteOffset();
    }

    private int tokenEnd() throws IOException {
        parser.finishToken();
        return start + (int) parser.currentLocation().getByteOffset();
    }
}
