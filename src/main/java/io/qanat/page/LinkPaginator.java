package io.qanat.page;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import org.jspecify.annotations.Nullable;

/**
 * The Link header's next (RFC 8288). Its URL is used as it stands.
 *
 * @param first the first request
 */
record LinkPaginator(PageRequest first) implements Paginator {

    @Override
    public boolean tokens() {
        return true;
    }

    @Override
    public Step after(PageFacts facts) {
        return LinkHeader.of(facts.answer().headers())
                .target("next")
                .map(target -> NextPaginator.follow(first, target, facts))
                .orElseGet(() -> new Step.End("no next in the Link header"));
    }

    @Override
    public @Nullable JsonNode keep(PageFacts facts) {
        return LinkHeader.of(facts.answer().headers())
                .target("next")
                .map(target -> TextNode.valueOf(NextPaginator.resolved(target, facts)))
                .orElse(null);
    }

    @Override
    public String describe() {
        return "link: the Link header's next";
    }
}
