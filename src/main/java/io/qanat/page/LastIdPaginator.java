package io.qanat.page;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;

/**
 * The last record's id. The end is an empty page, or what a stop rule such as has_more says.
 *
 * @param first the first request
 * @param after the parameter that takes the id
 * @param id where it stands in a record
 */
record LastIdPaginator(PageRequest first, PagingParameter after, Place id) implements Paginator {

    @Override
    public boolean readsLastRecord() {
        return true;
    }

    @Override
    public Step after(PageFacts facts) {
        if (facts.rows() == 0) {
            return new Step.End("an empty page");
        }
        JsonNode last = PageFacts.something(in(facts.records().last()));
        if (last == null || last.isBoolean() || !after.carries(last)) {
            throw facts.error("the last record has no id at " + id + "; set idFrom to the place of the id in a record");
        }
        String text = last.isValueNode() ? PageFacts.text(last) : last.toString();
        return new Step.Next(after.set(first, last), new Step.Token("id", text));
    }

    private JsonNode in(JsonNode recordNode) {
        return id instanceof Place.Path path
                ? JsonPaths.first(path, recordNode)
                : recordNode.at(JsonPointer.compile(id.text()));
    }

    @Override
    public String describe() {
        return "last-id: the last record's " + id + " is sent as " + after.name();
    }
}
