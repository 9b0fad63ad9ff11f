package io.qanat.verify;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import io.qanat.page.Answer;
import io.qanat.page.Json;
import io.qanat.page.Page;
import io.qanat.page.PageIn;
import io.qanat.page.Place;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The names that one answer shows. Immutable. */
public final class AnswerReference implements Reference {
    private final Answer answer;
    private final @Nullable JsonNode tree;
    private final List<JsonNode> records;
    private final boolean last;

    private AnswerReference(Answer answer, @Nullable JsonNode tree, List<JsonNode> records, boolean last) {
        this.answer = answer;
        this.tree = tree;
        this.records = records;
        this.last = last;
    }

    /**
     * What an answer shows.
     *
     * @param page its records
     * @param last whether no further page follows
     */
    public static AnswerReference of(Answer answer, Page page, boolean last) throws IOException {
        List<JsonNode> records = new ArrayList<>();
        try (Page.Records walk = page.records()) {
            while (walk.next()) {
                records.add(Json.MAPPER.readTree(walk.parser()));
            }
        }
        return new AnswerReference(answer, tree(answer), records, last);
    }

    /** Null where the body is not JSON: XML and CSV have other ways to write what isn't there. */
    private static @Nullable JsonNode tree(Answer answer) {
        try {
            return answer.length() == 0 ? null : Json.MAPPER.readTree(answer.bytes(), 0, answer.length());
        } catch (IOException e) {
            return null;
        }
    }

    @Override
    public Verdict path() {
        return Verdict.found();
    }

    @Override
    public Verdict method() {
        return Verdict.found();
    }

    /** Most APIs ignore parameters that they don't know, without a word. */
    @Override
    public Verdict parameter(PageIn in, String name) {
        return Verdict.unknown("can't be told from an answer");
    }

    @Override
    public Verdict records(@Nullable Place place) {
        return Verdict.found(); // else there were no page
    }

    @Override
    public Verdict place(Place place, boolean token) {
        if (place instanceof Place.Field field) {
            return answer.headers().first(field.name()) != null
                    ? Verdict.found()
                    : absent("is no header field of the answer", List.of(), token);
        }
        if (tree == null || !(place instanceof Place.Pointer pointer)) {
            return Verdict.unknown("can't be told from this answer");
        }
        return tree.at(pointer.pointer()).isMissingNode()
                ? absent("isn't in the answer", nearby(List.of(tree), pointer.pointer()), token)
                : Verdict.found();
    }

    /** What leads on may be left out on the last page: then its absence proves nothing. */
    private Verdict absent(String message, Collection<String> nearby, boolean token) {
        return token && last
                ? Verdict.unknown(message + ", which may be since it is the last page")
                : Verdict.missing(message, nearby);
    }

    @Override
    public Verdict field(String pointer) {
        if (records.isEmpty()) {
            return Verdict.unknown("the answer has no records");
        }
        JsonPointer at = JsonPointer.compile(pointer);
        return records.stream().anyMatch(record -> has(record, at))
                ? Verdict.found()
                : Verdict.missing(
                        records.size() == 1
                                ? "isn't in the answer's record"
                                : "isn't in any of the answer's " + records.size() + " records",
                        nearby(records, at));
    }

    /** Within a list every element is looked at, as a table's types have it. */
    private static boolean has(JsonNode node, JsonPointer at) {
        if (at.matches()) {
            return !node.isMissingNode();
        }
        if (node.isArray() && !at.mayMatchElement()) {
            for (JsonNode element : node) {
                if (has(element, at)) {
                    return true;
                }
            }
            return false;
        }
        return has(node.at(one(at)), at.tail());
    }

    private static JsonPointer one(JsonPointer at) {
        return at.mayMatchElement()
                ? JsonPointer.empty().appendIndex(at.getMatchingIndex())
                : JsonPointer.empty().appendProperty(at.getMatchingProperty());
    }

    /** The names that stand where the pointer stops leading on. */
    private static Set<String> nearby(List<JsonNode> roots, JsonPointer pointer) {
        Set<String> names = new TreeSet<>();
        for (JsonNode root : roots) {
            JsonNode node = root;
            for (JsonPointer at = pointer; !at.matches() && !node.at(one(at)).isMissingNode(); at = at.tail()) {
                node = node.at(one(at));
            }
            node.fieldNames().forEachRemaining(names::add);
        }
        return names;
    }
}
