package io.qanat.page;

import org.jspecify.annotations.Nullable;

/**
 * Asks the stop rules after a page.
 *
 * @param rules the rules
 * @param rowsSkipped how many rows lie before the walk's first
 */
record StopCheck(StopRules rules, long rowsSkipped) {

    /** Why the walk ends here, or null if no rule says so. */
    @Nullable
    String ended(PageFacts facts, @Nullable Long total) {
        if (Boolean.FALSE.equals(truth(rules.hasMore(), facts))) {
            return "no more at " + rules.hasMore();
        }
        if (Boolean.TRUE.equals(truth(rules.done(), facts))) {
            return "done at " + rules.done();
        }
        if (total != null && rowsSkipped + facts.rowsSoFar() >= total) {
            return "total of " + total + " reached";
        }
        Long pages = count(rules.totalPages(), facts);
        return pages != null && facts.number() >= pages ? "last of " + pages + " pages" : null;
    }

    /** The total that this answer says, or null if it says none. */
    @Nullable
    Long total(PageFacts facts) {
        Long total = count(rules.total(), facts);
        if (total != null && total < facts.rows()) {
            throw facts.error("the total of " + total + " at " + rules.total() + " is less than the " + facts.rows()
                    + " rows of this page; set totalFrom to the number of all rows, or leave it out");
        }
        return total;
    }

    /** Whether has_more, done or the number of pages says that there is another page. */
    boolean saysMore(PageFacts facts) {
        Long pages = count(rules.totalPages(), facts);
        return Boolean.TRUE.equals(truth(rules.hasMore(), facts))
                || Boolean.FALSE.equals(truth(rules.done(), facts))
                || (pages != null && facts.number() < pages);
    }

    /**
     * Looks at an end that the style has found.
     *
     * @throws PageException if the answer says that there is more: records would be lost without a word
     */
    void confirm(String reason, PageFacts facts) {
        if (facts.scan() == PageScan.EMPTY) {
            return;
        }
        if (saysMore(facts)) {
            throw facts.error("there is " + reason + ", but the answer says that there is more; check the pull's paging"
                    + " parameters and stop rules (hasMoreFrom, doneFrom, totalPagesFrom)");
        }
        Long total = total(facts);
        if (total != null && facts.rows() == 0 && rowsSkipped + facts.rowsSoFar() < total) {
            throw facts.error("there is " + reason + ", but only " + facts.rowsSoFar() + " of " + total
                    + " rows have come; perhaps the API pages only so far. Pull it in slices (window), or leave totalFrom out"
                    + " if the total counts rows that the pull doesn't get");
        }
    }

    /** How many pages the walk has, if each is as long as the first; null if that is not known. */
    @Nullable
    Long pagesInAll(PageFacts facts, @Nullable Long total, int stride) {
        Long pages = count(rules.totalPages(), facts);
        if (pages != null || total == null || stride == 0) {
            return pages;
        }
        return (total - rowsSkipped + stride - 1) / stride;
    }

    private static @Nullable Boolean truth(@Nullable Place place, PageFacts facts) {
        return place == null ? null : facts.truth(place);
    }

    private static @Nullable Long count(@Nullable Place place, PageFacts facts) {
        return place == null ? null : facts.count(place);
    }
}
