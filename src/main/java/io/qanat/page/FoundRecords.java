package io.qanat.page;

import static io.qanat.page.PageException.Kind.FORMAT;
import static io.qanat.page.PageException.Kind.NO_RECORDS;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The records of one answer, chosen among the places where they may lie.
 *
 * @param place where they are; null if the answer has no body
 * @param range their bytes
 * @param scan the scan of the bytes that the range is about
 * @param note what a user should know about them, or null
 */
record FoundRecords(
        @Nullable Place place,
        RecordsRange range,
        PageScan scan,
        @Nullable String note) {
    private static final Place WHOLE = Place.of("");
    private static final RecordsRange NOTHING =
            RecordsRange.of(JsonPointer.empty(), JsonToken.VALUE_NULL, 0, 0, 0, 0, 0);

    private FoundRecords(Place place, RecordsRange range, PageScan scan) {
        this(place, range, scan, null);
    }

    /** No records, as no body came. */
    static FoundRecords none() {
        return new FoundRecords(null, NOTHING, PageScan.EMPTY, null);
    }

    /**
     * Chooses the records.
     *
     * @throws PageException if they are at no place of the plan; it says what is there instead
     */
    static FoundRecords in(PageScan scan, ScanPlan plan, long limit, PageLabel label) {
        if (scan.form().sequential()) {
            return sequence(scan, plan, label);
        }
        if (plan.auto()) {
            return guessed(scan, plan, label);
        }
        Place place = plan.places().get(0);
        return place instanceof Place.Path path ? matched(path, scan, limit, label) : stated(place, scan, label);
    }

    /** How many rows the answer has. */
    int rows() {
        return range.rows();
    }

    /** The last record; missing if there is none. Needs a plan that looks at it. */
    JsonNode last() {
        if (rows() == 0) {
            return MissingNode.getInstance();
        }
        return scan.read(range.lastFrom(), range.lastTo());
    }

    /** All values of a sequence are records. */
    private static FoundRecords sequence(PageScan scan, ScanPlan plan, PageLabel label) {
        Place place = plan.auto() ? WHOLE : plan.places().get(0);
        RecordsRange range = scan.records(0);
        if (!place.text().isEmpty()) {
            throw label.error(
                    NO_RECORDS,
                    "the body is " + scan.form() + ", in which each "
                            + (scan.form() == Form.CSV ? "line" : "value") + " is a record and there is no place "
                            + place + "; leave records out");
        }
        return new FoundRecords(place, range == null ? NOTHING : range, scan);
    }

    private static FoundRecords stated(Place place, PageScan scan, PageLabel label) {
        RecordsRange range = scan.records(0);
        if (range == null) {
            return absent(place, scan, label);
        }
        return checked(place, range, scan, label);
    }

    /** XML has no way to write an empty list but to leave its elements out: then the element around them is there. */
    private static FoundRecords absent(Place place, PageScan scan, PageLabel label) {
        JsonPointer parent = scan.form() == Form.XML && place instanceof Place.Pointer p
                ? p.pointer().head()
                : null;
        if (parent == null || parent.matches() || !present(parent, scan)) {
            throw label.error(NO_RECORDS, "there is nothing at " + place + "; " + ArraysSeen.in(scan.body()));
        }
        String note = "there is no element at " + place + ", which was taken for no rows;"
                + " if there should be some, check records";
        return new FoundRecords(place, NOTHING, scan, label.number() == 1 ? note : null);
    }

    private static boolean present(JsonPointer pointer, PageScan scan) {
        ScanPlan plan = ScanPlan.at(Place.Pointer.of(pointer.toString()), Set.of(), false);
        return rescan(scan.body(), plan, Long.MAX_VALUE).records(0) != null;
    }

    private static FoundRecords checked(Place place, RecordsRange range, PageScan scan, PageLabel label) {
        if (range.array() || range.token() == JsonToken.START_OBJECT || range.nothing()) {
            return new FoundRecords(place, range, scan);
        }
        if (scan.form() == Form.XML && !place.text().isEmpty()) {
            return new FoundRecords(place, range.asRow(), scan); // a list of one element that has only text
        }
        throw scalar(place, scan.read(range.from(), range.to()), scan, label);
    }

    private static FoundRecords guessed(PageScan scan, ScanPlan plan, PageLabel label) {
        for (int rank = 0; rank < plan.places().size(); rank++) {
            RecordsRange range = scan.records(rank);
            if (range != null && range.array()) {
                return new FoundRecords(plan.places().get(rank), range, scan);
            }
        }
        return known(scan, plan, label);
    }

    /** An earlier run found the records at the hint: null there is an answer without rows. */
    private static FoundRecords known(PageScan scan, ScanPlan plan, PageLabel label) {
        Place.Pointer hint = plan.hint();
        for (int rank = 0; hint != null && rank < plan.places().size(); rank++) {
            RecordsRange range = scan.records(rank);
            if (range != null && range.pointer().equals(hint.pointer()) && range.nothing()) {
                return new FoundRecords(hint, range, scan);
            }
        }
        throw unrecognised(scan, label);
    }

    private static PageException unrecognised(PageScan scan, PageLabel label) {
        JsonToken first = scan.first();
        if (!first.isStructStart()) {
            return scalar(WHOLE, scan.tree(), scan, label);
        }
        return label.error(
                NO_RECORDS,
                (scan.form() == Form.XML
                                ? "the records can't be told: the body is XML; "
                                : "the records can't be told: none of " + String.join(", ", ScanPlan.USUAL)
                                        + " or the path's last word is an array; ")
                        + ArraysSeen.in(scan.body()));
    }

    private static PageException scalar(Place place, JsonNode value, PageScan scan, PageLabel label) {
        String text = value.isTextual() ? value.textValue().strip() : "";
        if (text.startsWith("<")) {
            return label.error(
                    FORMAT,
                    "the JSON holds XML in a string at " + place + ": " + shown(text)
                            + "; ask the API for JSON, for example with headers: Accept=application/json");
        }
        if (text.startsWith("{") || text.startsWith("[")) {
            return label.error(
                    FORMAT,
                    "the JSON holds JSON in a string at " + place + ": " + shown(text)
                            + "; have a route of your own unwrap it");
        }
        return label.error(
                NO_RECORDS,
                "there is " + shown(value.toString()) + " at " + place
                        + ", where an array of records, an object or null was expected; " + ArraysSeen.in(scan.body()));
    }

    private static String shown(String text) {
        String line = text.replaceAll("\\s+", " ");
        return line.length() <= 100 ? line : line.substring(0, 100) + "…";
    }

    /** The records of a JSONPath: its only match, or else each match is a record. They get bytes of their own. */
    private static FoundRecords matched(Place.Path place, PageScan scan, long limit, PageLabel label) {
        JsonNode matches = JsonPaths.all(place, scan.tree());
        if (matches.isEmpty() && place.path().isDefinite()) {
            throw label.error(NO_RECORDS, "there is nothing at " + place + "; " + ArraysSeen.in(scan.body()));
        }
        if (matches.size() > 1 && matches.get(0).isArray()) {
            throw label.error(
                    NO_RECORDS, place + " matches " + matches.size() + " arrays; write a path that matches one");
        }
        PageScan own = rescan(matches.size() == 1 ? matches.get(0) : matches, limit);
        RecordsRange range = own.records(0);
        return checked(place, range == null ? NOTHING : range, own, label);
    }

    private static PageScan rescan(JsonNode records, long limit) {
        try {
            Body body = Body.json(Json.MAPPER.writeValueAsBytes(records));
            return rescan(body, ScanPlan.at(WHOLE, Set.of(), true), limit);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree that was read can be written", e);
        }
    }

    private static PageScan rescan(Body body, ScanPlan plan, long limit) {
        try {
            return PageScanner.scan(body, plan, limit);
        } catch (IOException e) {
            throw new UncheckedIOException("bytes that were scanned or written can be read", e);
        }
    }
}
