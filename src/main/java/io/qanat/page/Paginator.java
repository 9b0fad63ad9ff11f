package io.qanat.page;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One style of pagination. Immutable: all that changes is in the facts, so that the same answers give the same requests. */
interface Paginator {

    /** The request for the first page. */
    PageRequest first();

    /** The places in an answer that it reads. */
    default List<Place> places() {
        return List.of();
    }

    /** Whether it reads the last record. */
    default boolean readsLastRecord() {
        return false;
    }

    /** Whether pages are told apart by a number that moves by itself, so that the same records twice are a loop. */
    default boolean moving() {
        return false;
    }

    /** Whether its only end is that something is absent, so that a misspelt place looks like the end. */
    default boolean tokens() {
        return false;
    }

    /** What follows a page that no stop rule ended. */
    Step after(PageFacts facts);

    /**
     * The cursor or absolute link that a later run may begin with to get what comes after this page; null if the page has
     * none, or the style keeps none.
     */
    default @Nullable JsonNode keep(PageFacts facts) {
        return null;
    }

    /**
     * The request of the page after that many pages and rows, or null if it takes an answer to know it.
     *
     * @param pagesBefore the pages before it
     * @param rowsBefore the rows before it
     */
    default @Nullable PageRequest foreseen(long pagesBefore, long rowsBefore) {
        return null;
    }

    /** How it finds the next page, for people. */
    String describe();
}
