package io.qanat.page;

import com.fasterxml.jackson.core.JsonLocation;
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

    private final Body body;
    private final @Nullable PlainRecords plain;
    private final JsonParser parser;
    private final UniqueNames names;
    private final ScanPlan plan;
    private final long limit;
    private @Nullable RecordsRange[] records;
    private final Map<JsonPointer, Range> values = new HashMap<>();

    /** What the array or sequence that is being read has shown so far. */
    private int lastFrom;

    private int cutTo;

    /**
     * A scan of what the parser reads.
     *
     * @param plain the records that the parser doesn't see; null if it reads the whole body
     */
    private PageScanner(JsonParser parser, Body body, @Nullable PlainRecords plain, ScanPlan plan, long limit) {
        this.body = body;
        this.plain = plain;
        this.parser = parser;
        this.names = new UniqueNames(parser);
        this.plan = plan;
        this.limit = limit;
        this.records = new RecordsRange[plan.places().size()];
    }

    /**
     * Scans a body: one JSON value or, if the body is known to be one or its values are objects, a sequence of values.
     *
     * @param limit how many rows are taken from it at most
     * @throws IOException if it is not JSON, is cut short, goes on after the value or has a name twice in an object
     */
    static PageScan scan(Body body, ScanPlan plan, long limit) throws IOException {
        PlainRecords plain = PlainRecords.find(body, plan, limit);
        PageScan around = plain == null ? null : around(plain, body, plan, limit);
        return around == null ? whole(body, plan, limit) : around;
    }

    /** The same by the parser alone. */
    static PageScan whole(Body body, ScanPlan plan, long limit) throws IOException {
        try (JsonParser parser = Json.FACTORY.createParser(body.bytes(), body.from(), body.length())) {
            return new PageScanner(parser, body, null, plan, limit).scan();
        }
    }

    /** Null if the whole body has to be read, to tell what is wrong with it, or because it is several values. */
    private static @Nullable PageScan around(PlainRecords plain, Body body, ScanPlan plan, long limit) {
        try (JsonParser parser = Json.FACTORY.createParser(plain.around(body))) {
            PageScan scan = new PageScanner(parser, body, plain, plan, limit).scan();
            return scan.form().sequential() ? null : scan;
        } catch (IOException e) {
            return null; // the next scan fails alike, and tells the true place
        }
    }

    private PageScan scan() throws IOException {
        JsonToken first = parser.nextToken();
        int from = first == null ? 0 : tokenStart();
        if (first != null) {
            walk(plan.tree());
        }
        int to = first == null ? 0 : tokenEnd();
        JsonToken second = first == null ? null : parser.nextToken();
        if (second == null && !body.form().sequential()) {
            return new PageScan(body, records, values);
        }
        boolean stated = body.form().sequential();
        if (!stated && first != JsonToken.START_OBJECT) {
            throw new TrailingContentException(tokenStart());
        }
        return sequence(from, to, second, stated);
    }

    /** The rest of the values; places within the body are known only if there is one value. */
    private PageScan sequence(int from, int firstTo, @Nullable JsonToken second, boolean stated) throws IOException {
        int count = firstTo == 0 ? 0 : 1;
        lastFrom = from;
        cutTo = count == limit ? firstTo : 0;
        for (JsonToken token = second; token != null; token = parser.nextToken()) {
            if (!stated && token != JsonToken.START_OBJECT) {
                throw new TrailingContentException(tokenStart());
            }
            lastFrom = plan.lastRecord() ? tokenStart() : 0;
            names.skip();
            count++;
            cutTo = count == limit ? tokenEnd() : cutTo;
        }
        int to = second == null ? firstTo : lastVisible();
        records = new RecordsRange[] {RecordsRange.sequence(from, to, count, lastFrom, cutTo)};
        return new PageScan(body.lines(), records, count > 1 ? Map.of() : values);
    }

    /** The end of a sequence: what follows its last value is white space. */
    private int lastVisible() {
        int to = body.to();
        while (body.bytes()[to - 1] >= 0 && body.bytes()[to - 1] <= ' ') {
            to--;
        }
        return to;
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
                records[node.rank()] = RecordsRange.of(node.pointer(), token, from, to, count, lastFrom, cutTo);
            }
        }
    }

    private void object(PointerTree node) throws IOException {
        UniqueNames.Names seen = names.begin(parser.getParsingContext().getNestingDepth());
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            names.check(seen);
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
        if (plain != null && tokenStart() == plain.from()) {
            return passed(plain);
        }
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

    private int passed(PlainRecords passed) throws IOException {
        parser.nextToken();
        lastFrom = passed.lastFrom();
        cutTo = passed.cutTo();
        return passed.count();
    }

    private void descend(@Nullable PointerTree member) throws IOException {
        if (member == null) {
            names.skip();
        } else {
            walk(member);
        }
    }

    private int tokenStart() {
        return place(parser.currentTokenLocation());
    }

    private int tokenEnd() throws IOException {
        parser.finishToken();
        return place(parser.currentLocation());
    }

    /** Where that is in the body. */
    private int place(JsonLocation location) {
        int seen = body.from() + (int) location.getByteOffset();
        return plain == null || seen <= plain.from() + 1 ? seen : seen + plain.to() - plain.from() - 2;
    }
}
