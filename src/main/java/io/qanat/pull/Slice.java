package io.qanat.pull;

import com.fasterxml.jackson.databind.JsonNode;
import io.qanat.page.Answer;
import io.qanat.page.Page;
import io.qanat.page.PageRequest;
import io.qanat.page.Pagination;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A part of a run that is pulled page after page: the whole of it, or the pages of one partition. Used by one thread at a
 * time; only {@link #interrupt} comes from another.
 */
final class Slice {
    /** The exchange property that holds the slice. */
    static final String PROPERTY = "QanatSlice";

    /** The exchange property with the name of the API to call. */
    static final String API = "QanatApi";

    private static final Logger LOG = LoggerFactory.getLogger(Slice.class);

    private final Run run;
    private final String key;
    private final String subject;
    private final Pagination pagination;
    private @Nullable Page page;
    private boolean entered;
    private volatile boolean calling;
    private int attempt;
    private int fetched;
    private int handled;
    private volatile @Nullable Thread thread;

    /**
     * A slice at its first request.
     *
     * @param key tells it from the run's other slices, also in a later process; empty if there is no other
     * @param subject begins its messages, such as {@code orders}
     */
    Slice(Run run, String key, String subject, Pagination pagination) {
        this.run = run;
        this.key = key;
        this.subject = subject;
        this.pagination = pagination;
    }

    Run run() {
        return run;
    }

    String subject() {
        return subject;
    }

    /** Whether another page is to be asked for; enters the run at the first call. */
    boolean more() {
        if (!entered) {
            entered = run.enter(this);
        }
        thread = Thread.currentThread();
        return entered && run.going() && handled == fetched && !exhausted();
    }

    /** An archive has all pages there are, whatever the route's rules for paging say by now. */
    private boolean exhausted() {
        return pagination.exhausted()
                || (run.journal().complete() && run.journal().pages(key) == fetched);
    }

    /**
     * Whether the next page has to be asked for; takes it over if the run's journal has it.
     *
     * @param largest the largest body that is taken, in bytes
     * @throws StaleJournalException if the stored page doesn't lead where it led when it came
     */
    boolean toFetch(int largest) {
        Answer stored = run.journal().stored(key, fetched + 1);
        if (stored == null) {
            return true;
        }
        Answer answer = stored.with(stored.bytes(), stored.length(), largest);
        page = run.withoutKnown(pagination.accept(answer));
        fetched++;
        run.journal().requireSame(key, fetched, pagination.request());
        return false;
    }

    /** The next request; its attempts count from one. */
    PageRequest request() {
        PageRequest request = pagination.request();
        if (request == null) {
            throw new IllegalStateException(subject + ": asked for a page after the last one");
        }
        calling(true);
        attempt = 1;
        return request;
    }

    /** Attempts made of the request at hand, the failed one included. */
    int attempt() {
        return attempt;
    }

    /** Another attempt follows. */
    void failedOnce() {
        attempt++;
        run.calls().retried();
    }

    /**
     * Takes the answer and keeps it in the journal; its page is fetched, but not yet handled.
     *
     * @throws io.qanat.page.PageException if there is no page in it; the slice still stands before the same request
     * @throws JournalException if it can't be kept
     */
    void fetched(Answer answer) {
        Page taken = run.withoutKnown(pagination.accept(answer));
        calling(false);
        run.journal().keep(key, fetched + 1, answer, pagination.request());
        page = taken;
        fetched++;
    }

    /** The page that was fetched and is not handled yet; null if the call for it failed. */
    @Nullable
    Page page() {
        return page;
    }

    /** The page passed the steps. */
    void handled() {
        Page passed = page;
        if (passed == null) {
            throw new IllegalStateException(subject + ": no page is at hand");
        }
        page = null;
        handled++;
        run.pageHandled(passed.size());
    }

    /** Where its records are, once an answer has shown it. */
    @Nullable
    String recordsFound() {
        return pagination.recordsFound();
    }

    String key() {
        return key;
    }

    Pagination pagination() {
        return pagination;
    }

    /** The cursor or link that its next run begins with; null if there is none. */
    @Nullable
    JsonNode kept() {
        return pagination.kept();
    }

    /** Whether a limit of pages or records ended it, so that there may be more. */
    boolean limited() {
        return pagination.limited();
    }

    @Nullable
    Long expectedRows() {
        return pagination.total();
    }

    /** What a user should know about the page that was fetched, such as a changed total. */
    List<String> notes() {
        List<String> notes = new ArrayList<>(pagination.notes());
        String recognised = pagination.recognised();
        if (fetched == 1 && recognised != null) {
            notes.add(subject + ": pagination recognised: " + recognised);
        }
        if (pagination.limited()) {
            notes.add(subject + ": ended by a limit, there may be more: " + pagination.stoppedBy());
        }
        return notes;
    }

    /**
     * The rule of commit for this slice.
     *
     * @throws RunException if a page is missing, or one didn't pass the steps
     */
    void requireEnd() {
        if (run.journal().complete() && run.journal().pages(key) != fetched) {
            throw new RunException(subject + ": " + run.journal().pages(key) + " pages are kept, but the route's rules"
                    + " for paging end after page " + fetched + "; set them back to those the pages were pulled with");
        }
        if (fetched != handled) {
            throw new RunException(subject + " page " + fetched
                    + ": did not come to the end of the route's steps (a dead letter channel, a stop or a filter with stop took it);"
                    + " nothing was published");
        }
        if (!exhausted() && run.stopped()) {
            throw new RunException(subject + ": stopped after page " + fetched + ", before the last one");
        }
        if (!exhausted()) {
            throw new RunException(
                    subject + ": ended after page " + fetched
                            + ", before the API said that it was the last (a dead letter channel or a stop ended it); nothing was published");
        }
    }

    /** Wakes it from waiting for a call, since the run is ending; a page at hand is not disturbed. */
    synchronized void interrupt() {
        if (calling && thread != null) {
            thread.interrupt();
        }
    }

    private synchronized void calling(boolean now) {
        calling = now;
        if (!now && !run.going() && Thread.interrupted()) {
            LOG.debug("{}: the page that came while the run was ending is finished", subject);
        }
    }

    void leave() {
        thread = null;
        run.leave(this);
    }
}
