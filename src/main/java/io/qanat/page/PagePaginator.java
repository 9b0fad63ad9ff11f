package io.qanat.page;

import com.fasterxml.jackson.databind.node.LongNode;

/**
 * A page number. The end is an empty page, or a Link header without a next.
 *
 * @param base the request without page number
 * @param page the parameter
 * @param firstPage the first page's number
 * @param stop an empty page isn't the end where it says that there is more
 */
record PagePaginator(PageRequest base, PagingParameter page, long firstPage, StopCheck stop) implements Paginator {

    @Override
    public PageRequest first() {
        return foreseen(0, 0);
    }

    @Override
    public boolean moving() {
        return true;
    }

    @Override
    public Step after(PageFacts facts) {
        LinkHeader links = LinkHeader.of(facts.answer().headers());
        if (links.has("prev", "first", "last") && !links.has("next")) {
            return new Step.End("no next in the Link header");
        }
        if (facts.rows() == 0 && !stop.saysMore(facts)) {
            return new Step.End("an empty page");
        }
        return new Step.Next(foreseen(facts.number(), facts.rowsSoFar()), null);
    }

    @Override
    public PageRequest foreseen(long pagesBefore, long rowsBefore) {
        return page.set(base, LongNode.valueOf(firstPage + pagesBefore));
    }

    @Override
    public String describe() {
        return "page: " + page.name() + " counts from " + firstPage;
    }
}
