package io.qanat.pull;

import io.qanat.journal.Journal;
import io.qanat.page.Answer;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Reading and closing of a journal, with errors that a run can tell. */
final class StoredPages {
    private StoredPages() {}

    static @Nullable Answer read(Journal journal, String slice, int page) {
        try {
            return journal.answer(slice, page);
        } catch (IOException e) {
            throw new JournalException(journal.file() + ": a stored page can't be read (" + e.getMessage() + ")", e);
        }
    }

    static void close(Journal journal) {
        try {
            journal.close();
        } catch (IOException e) {
            throw new JournalException(journal.file() + ": can't be closed (" + e.getMessage() + ")", e);
        }
    }
}
