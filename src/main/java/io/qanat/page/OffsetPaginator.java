package io.qanat.page;

import com.fasterxml.jackson.databind.node.LongNode;

/**
 * Rows to skip. They grow by the rows received, not by the rows asked for, as servers cut page sizes without a word.
 *
 * @param base the request without offset
 * @param offset the parameter
 * @param start the first offset; mostly 0, and 1 where an API counts from 1
 */
record OffsetPaginator(PageRequest base, PagingParameter offset, long start) implements Paginator {

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
        if (facts.rows() == 0) {
            return new Step.End("an empty page");
        }
        return new Step.Next(foreseen(facts.number(), facts.rowsSoFar()), null);
    }

    @Override
    public PageRequest foreseen(long pagesBefore, long rowsBefore) {
        return offset.set(base, LongNode.valueOf(start + rowsBefore));
    }

    @Override
    public String describe() {
        return "offset: " + offset.name() + " grows by the rows received";
    }
}
