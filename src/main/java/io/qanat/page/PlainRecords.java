package io.qanat.page;

import com.fasterxml.jackson.core.JsonPointer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The array of records in a body, looked over without a parser: most of the bytes, of which a scan wants no more than how many
 * records there are. The parser reads what is around it.
 *
 * @param from the array's first byte
 * @param to the byte after its last
 * @param count how many elements it has
 * @param lastFrom the first byte of the last one, if the plan wants that
 * @param cutTo the byte after the last element within the limit of rows
 */
record PlainRecords(int from, int to, int count, int lastFrom, int cutTo) {

    /**
     * Looks for the array at the plan's place.
     *
     * @param limit how many rows are taken at most
     * @return null if the body has something that only the parser can judge, or the plan looks into the records
     */
    static @Nullable PlainRecords find(Body body, ScanPlan plan, long limit) {
        JsonPointer place = plan.recordsOnly();
        if (place == null || body.form().sequential()) {
            return null;
        }
        PlainJson json = new PlainJson(body.bytes(), body.to());
        int from = json.space(body.from());
        for (JsonPointer rest = place; from != PlainJson.UNSURE && !rest.matches(); rest = rest.tail()) {
            from = member(json, from, rest.getMatchingProperty().getBytes(StandardCharsets.UTF_8));
        }
        return from == PlainJson.UNSURE || json.at(from) != '[' ? null : elements(json, from, plan, limit);
    }

    /** Where the value of the object's first member of that name begins. */
    private static int member(PlainJson json, int object, byte[] name) {
        int i = json.at(object) == '{' ? json.space(object + 1) : PlainJson.UNSURE;
        while (i != PlainJson.UNSURE && json.at(i) == '"') {
            boolean found = stands(json, i + 1, name);
            int value = afterColon(json, json.string(i + 1));
            if (found || value == PlainJson.UNSURE) {
                return value;
            }
            i = afterComma(json, json.value(value, json.names(), 0));
        }
        return PlainJson.UNSURE;
    }

    private static boolean stands(PlainJson json, int from, byte[] name) {
        for (int i = 0; i < name.length; i++) {
            if (json.at(from + i) != name[i]) {
                return false;
            }
        }
        return json.at(from + name.length) == '"';
    }

    private static int afterColon(PlainJson json, int end) {
        int colon = end == PlainJson.UNSURE ? end : json.space(end);
        return colon == PlainJson.UNSURE || json.at(colon) != ':' ? PlainJson.UNSURE : json.space(colon + 1);
    }

    private static int afterComma(PlainJson json, int end) {
        int comma = end == PlainJson.UNSURE ? end : json.space(end);
        return comma == PlainJson.UNSURE || json.at(comma) != ',' ? PlainJson.UNSURE : json.space(comma + 1);
    }

    private static @Nullable PlainRecords elements(PlainJson json, int array, ScanPlan plan, long limit) {
        int i = json.space(array + 1);
        if (json.at(i) == ']') {
            return new PlainRecords(array, i + 1, 0, 0, 0);
        }
        PlainNames names = json.names();
        int cut = 0;
        for (int count = 1; ; count++) {
            int from = i;
            int end = json.value(from, names, 0);
            if (end == PlainJson.UNSURE) {
                return null;
            }
            cut = count == limit ? end : cut;
            i = json.space(end);
            if (json.at(i) == ']') {
                return new PlainRecords(array, i + 1, count, plan.lastRecord() ? from : 0, cut);
            }
            if (json.at(i) != ',') {
                return null;
            }
            i = json.space(i + 1);
        }
    }

    /** The body with an empty array in the records' place. */
    byte[] around(Body body) {
        int before = from + 1 - body.from();
        byte[] around = new byte[before + 1 + body.to() - to];
        System.arraycopy(body.bytes(), body.from(), around, 0, before);
        System.arraycopy(body.bytes(), to - 1, around, before, body.to() - to + 1);
        return around;
    }
}
