package io.qanat.pull;

import com.fasterxml.jackson.databind.JsonNode;
import io.qanat.journal.Journal;
import io.qanat.journal.Noted;
import io.qanat.page.Answer;
import io.qanat.page.Json;
import io.qanat.page.PageRequest;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A file that grows with the run.
 *
 * @param files where it lies
 * @param resumed whether it was there before
 * @param keepRaw whether it becomes an archive
 */
record KeptJournal(Journal journal, Journals files, boolean resumed, boolean keepRaw) implements RunJournal {
    static final String SINK = "sink";
    static final String FAILED = "failed";

    @Override
    public boolean keeps() {
        return true;
    }

    @Override
    public int pages(String slice) {
        return journal.pages(slice);
    }

    @Override
    public @Nullable Answer stored(String slice, int page) {
        return StoredPages.read(journal, slice, page);
    }

    @Override
    public void requireSame(String slice, int page, @Nullable PageRequest next) {
        if (!journal.followedBy(slice, page, next)) {
            throw new StaleJournalException(journal.file() + ": page " + page
                    + (slice.isEmpty() ? "" : " of " + slice)
                    + " does not lead to the same request as when it came; the next run begins afresh");
        }
    }

    @Override
    public void keep(String slice, int page, Answer answer, @Nullable PageRequest next) {
        try {
            journal.append(slice, page, answer, next);
        } catch (IOException e) {
            throw notKept(e);
        }
    }

    /** The journal's own messages name the file, say that what was fetched before is kept, and what to do. */
    private static JournalException notKept(IOException e) {
        return new JournalException(String.valueOf(e.getMessage()), e);
    }

    @Override
    public void enlisted(String address) {
        if (addresses(journal).noneMatch(address::equals)) {
            note(Json.MAPPER.createObjectNode().put(SINK, address));
        }
    }

    @Override
    public void suspend(@Nullable Throwable failure) {
        try {
            if (failure != null && journal.pages() > 0) {
                note(Json.MAPPER
                        .createObjectNode()
                        .put(FAILED, Resumption.after(failure).name()));
            }
        } finally {
            StoredPages.close(journal);
            files.closed(this);
        }
        if (journal.pages() == 0) {
            files.ended(journal.file(), false);
        }
    }

    private void note(JsonNode note) {
        try {
            journal.note(note);
        } catch (IOException e) {
            throw notKept(e);
        }
    }

    @Override
    public void sync() {
        try {
            journal.sync();
        } catch (IOException e) {
            throw notKept(e);
        }
    }

    @Override
    public void end() {
        StoredPages.close(journal);
        files.closed(this);
        files.ended(journal.file(), keepRaw);
    }

    /** How often the run failed since its last page in a way that will probably be the same again. */
    static long sameFailures(Journal.Look journal) {
        return sinceLastPage(journal)
                .filter(Resumption.ONCE_MORE.name()::equals)
                .count();
    }

    /** Whether it failed in a way that its pages are of no use for. */
    static boolean useless(Journal.Look journal) {
        return sinceLastPage(journal).anyMatch(Resumption.AFRESH.name()::equals);
    }

    private static Stream<String> sinceLastPage(Journal.Look journal) {
        return journal.notes().stream()
                .filter(noted -> noted.pagesBefore() == journal.pages())
                .map(noted -> noted.note().path(FAILED).asText());
    }

    /** The sinks that joined the run. */
    static Stream<String> addresses(Journal journal) {
        List<Noted> notes = journal.notes();
        return notes.stream().map(noted -> noted.note().path(SINK).asText()).filter(address -> !address.isEmpty());
    }
}
