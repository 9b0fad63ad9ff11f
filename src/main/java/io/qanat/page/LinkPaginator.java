package io.qanat.page;

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
    public String describe() {
        return "link: the Link header's next";
    }
}
