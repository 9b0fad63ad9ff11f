package io.qanat.pull;

import io.qanat.page.Answer;
import io.qanat.page.PageRequest;
import org.jspecify.annotations.Nullable;

/**
 * The pages of a run as the run sees them: those that came before an interruption, and the keeping of those that come now.
 * Thread-safe.
 */
interface RunJournal {
    /** Whether it goes on with pages that came before. */
    default boolean resumed() {
        return false;
    }

    /** Whether it has all pages, so that none is ever asked for. */
    default boolean complete() {
        return false;
    }

    /** Whether what it is given can be read from it again. */
    default boolean keeps() {
        return false;
    }

    /** How many pages of a slice are kept. */
    default int pages(String slice) {
        return 0;
    }

    /** The stored answer with that page; null if the page is still to be asked for. */
    default @Nullable Answer stored(String slice, int page) {
        return null;
    }

    /**
     * Makes sure that a stored page leads to the same request as when it came.
     *
     * @throws StaleJournalException if it doesn't
     */
    default void requireSame(String slice, int page, @Nullable PageRequest next) {}

    /** Keeps an answer with the request that follows it. */
    default void keep(String slice, int page, Answer answer, @Nullable PageRequest next) {}

    /** Keeps the address of a sink that has joined. */
    default void enlisted(String address) {}

    /** The run has failed, or was stopped; its pages stay. */
    default void suspend(@Nullable Throwable failure) {}

    /** Makes durable all that was kept; called before anything is published. */
    default void sync() {}

    /** The run is published and its end is noted: the pages are not needed any more. */
    default void end() {}
}
