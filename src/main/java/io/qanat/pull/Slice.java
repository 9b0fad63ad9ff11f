package io.qanat.pull;

import com.fasterxml.jackson.databind.JsonNode;
import io.qanat.journal.UnknownSecretException;
import io.qanat.page.AddedField;
import io.qanat.page.Answer;
import io.qanat.page.Page;
import io.qanat.page.PageRequest;
import io.qanat.page.Pagination;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A part of a run that is pulled page after page: the whole of it, or the pages of one partition. Pages are asked for ahead, as
 * far as their requests are known, and taken in their order. Used by one thread at a time, the loop's or that of the call whose
 * turn it is; only {@link #interrupt} comes from another.
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
    private final Supplier<Pagination> walk;
    private Pagination pagination;
    private final @Nullable AddedField column;
    private final PageCalls calls = new PageCalls();
    private @Nullable Page page;
    private @Nullable PageCall call;
    private @Nullable PageCall answered;
    private boolean entered;
    private boolean sequential;
    private boolean gathering;
    private @Nullable String skipped;
    private int fetched;
    private int handled;

    /**
     * A slice at its first request.
     *
     * @param key tells it from the run's other slices, also in a later process; empty if there is no other
     * @param subject begins its messages, such as {@code orders}
     * @param walk begins its walk over the pages
     * @param column what its records get besides what the API gives; null for nothing
     */
    Slice(Run run, String key, String subject, Supplier<Pagination> walk, @Nullable AddedField column) {
        this.run = run;
        this.key = key;
        this.subject = subject;
        this.walk = walk;
        this.pagination = walk.get();
        this.gathering = run.settings().skipsFailed() && run.journal().keeps();
        this.column = column;
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
        return entered && skipped == null && run.going() && handled == fetched && !exhausted();
    }

    /** An archive has all pages there are, whatever the route's rules for paging say by now. */
    private boolean exhausted() {
        return pagination.exhausted()
                || (run.journal().complete() && run.journal().pages(key) == fetched);
    }

    /**
     * Whether there is another {@link #call} to make: for the next page, and ahead for those behind it, as far as their requests
     * are known and as many as may be under way. If there is none, waits for the next page first, since its answer may show
     * further ones; a page that the run's journal has is taken from there.
     *
     * @param largest the largest stored body that is taken, in bytes
     * @return false once a page is at hand, or its call has failed
     * @throws StaleJournalException if a stored page doesn't lead where it led when it came
     */
    boolean toCall(int largest) {
        while (!failed()) {
            gather();
            if (due(calls.size())) {
                return true;
            }
            if (page != null || (calls.size() == 0 && !isStored(fetched + 1))) {
                return false; // at hand; or the run is ending
            }
            if (calls.size() == 0) {
                takeStored(largest);
            } else {
                awaitFirst();
            }
        }
        return false;
    }

    /**
     * Where a part of the run that fails is left out, its pages wait in the journal until the last one has come: what the steps
     * have got can't be taken back from them.
     */
    private void gather() {
        if (!gathering || page == null) {
            return;
        }
        boolean all = pagination.exhausted();
        if (!all || fetched > 1) {
            page = null;
            answered = null;
        }
        if (all && fetched > 1) {
            pagination = walk.get();
            fetched = 0;
        }
        gathering = !all;
    }

    /**
     * Leaves it out of the run, if its failure is one of its own and none of its pages has passed; says whether.
     *
     * @param message what the failure says, without secrets
     */
    boolean skip(Exception failure, String message) {
        boolean own = !(failure instanceof JournalException
                || failure instanceof StaleJournalException
                || failure instanceof UnknownSecretException
                || failure instanceof CancellationException);
        if (run.settings().skipsFailed() && own && handled == 0 && run.going()) {
            skipped = message;
            LOG.warn("{}: left out: {}", subject, message);
        }
        return skipped != null;
    }

    /** Why it was left out; null if it wasn't. */
    @Nullable
    String skipped() {
        return skipped;
    }

    /** Whether the call for the next page came to nothing. */
    private boolean failed() {
        return page == null && answered != null;
    }

    private boolean due(int ahead) {
        PageRequest request = run.going() && ahead < run.settings().pageConcurrency() && !isStored(fetched + 1 + ahead)
                ? request(ahead)
                : null;
        call = request == null ? null : new PageCall(this, calls, request);
        return request != null;
    }

    /** The call to make; it is under way from now on. */
    PageCall call() {
        PageCall next = call;
        if (next == null) {
            throw new IllegalStateException(subject + ": asked for a page after the last one");
        }
        calls.add(next);
        call = null;
        return next;
    }

    /**
     * The call that is due once the page of the call at hand was taken, before that call is over; null if there is none, or if
     * what was asked for ahead turned out wrong.
     */
    @Nullable
    PageCall following() {
        PageCall second = calls.second();
        boolean right = second == null || second.asks(pagination.request());
        return right && due(calls.size() - 1) ? call() : null;
    }

    private @Nullable PageRequest request(int ahead) {
        if (ahead == 0) {
            return pagination.request();
        }
        return sequential ? null : pagination.foreseen(ahead);
    }

    private boolean isStored(int number) {
        return run.journal().complete() || number <= run.journal().pages(key);
    }

    private void takeStored(int largest) {
        Answer stored = run.journal().stored(key, fetched + 1);
        if (stored == null) {
            throw new IllegalStateException(subject + " page " + (fetched + 1) + ": is not in the journal");
        }
        page = read(stored.with(stored.bytes(), stored.length(), largest));
        fetched++;
        run.journal().requireSame(key, fetched, pagination.request());
    }

    /** What was foreseen wrongly is thrown away: a page was shorter than the first one, so that nothing is foreseen any more. */
    private void awaitFirst() {
        if (!calls.first().asks(pagination.request())) {
            sequential = true;
            calls.cancel();
            return;
        }
        answered = calls.await();
        if (failed() || pagination.exhausted()) {
            calls.cancel();
        }
    }

    /**
     * Takes the answer and keeps it in the journal; its page is fetched, but not yet handled.
     *
     * @throws io.qanat.page.PageException if there is no page in it; the slice still stands before the same request
     * @throws JournalException if it can't be kept
     */
    void fetched(Answer answer) {
        Page taken = read(answer);
        run.journal().keep(key, fetched + 1, answer, pagination.request());
        page = taken;
        fetched++;
    }

    private Page read(Answer answer) {
        Page taken = run.withoutKnown(pagination.accept(answer));
        return column == null ? taken : column.to(taken, subject);
    }

    /** The call that brought the page at hand, or failed to; null if it came from the journal. */
    @Nullable
    PageCall answered() {
        return answered;
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
        answered = null;
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
        if (skipped != null) {
            return;
        }
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
    void interrupt() {
        calls.interrupt();
    }

    /** Ends it: when this returns, none of its calls is under way. */
    void leave() {
        calls.close();
        run.leave(this);
    }
}
