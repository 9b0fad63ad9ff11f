package io.qanat.page;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;

/**
 * An object whose members all go into the next request, added to the first request's parameters (as MediaWiki asks).
 *
 * @param first the first request
 * @param in where they are sent
 * @param from where the object stands
 */
record ContinuePaginator(PageRequest first, PageIn in, Place from) implements Paginator {

    @Override
    public List<Place> places() {
        return List.of(from);
    }

    @Override
    public boolean tokens() {
        return true;
    }

    @Override
    public Step after(PageFacts facts) {
        JsonNode tokens = facts.something(from);
        if (tokens == null || (tokens.isObject() && tokens.isEmpty())) {
            return new Step.End("nothing to continue with at " + from);
        }
        if (!tokens.isObject()) {
            throw facts.unexpected(from, tokens, "an object of parameters (one text: use pagination=cursor)");
        }
        PageRequest request = first;
        for (Map.Entry<String, JsonNode> token : tokens.properties()) {
            PagingParameter parameter = new PagingParameter(in, token.getKey());
            if (!parameter.carries(token.getValue())) {
                throw facts.unexpected(from, tokens, "an object of texts and numbers");
            }
            request = parameter.set(request, token.getValue());
        }
        return new Step.Next(request, new Step.Token("continue token", tokens.toString()));
    }

    @Override
    public String describe() {
        return "continue: the members of " + from;
    }
}
