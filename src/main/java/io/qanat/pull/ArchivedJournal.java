package io.qanat.pull;

import io.qanat.journal.Journal;
import io.qanat.page.Answer;
import org.jspecify.annotations.Nullable;

/** An archive of a run that was published. */
record ArchivedJournal(Journal journal) implements RunJournal {
    @Override
    public boolean complete() {
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
    public void suspend(@Nullable Throwable failure) {
        StoredPages.close(journal);
    }

    @Override
    public void end() {
        StoredPages.close(journal);
    }
}
