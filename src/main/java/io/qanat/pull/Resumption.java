package io.qanat.pull;

import io.qanat.api.ApiException;
import io.qanat.api.ClientErrorException;
import io.qanat.journal.UnknownSecretException;
import io.qanat.page.PageException;
import io.qanat.state.StateException;
import java.io.IOException;

/**
 * What a failure says about going on with the pages that a run has: a run that would fail at the same place for ever must
 * begin afresh some day.
 */
enum Resumption {
    /** It may pass at the next try: the API, the disk or the database was not to be had. */
    GO_ON,
    /** It will probably be the same again, such as a refused request or a step that fails; tried once more. */
    ONCE_MORE,
    /** The pages are of no use for another try. */
    AFRESH;

    /** A credential may be put right while the run waits. */
    private static final int UNAUTHORIZED = 401;

    /** What a failure says. */
    static Resumption after(Throwable failure) {
        Resumption found = ONCE_MORE;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof StaleJournalException || cause instanceof UnknownSecretException) {
                return AFRESH;
            }
            if (passing(cause)) {
                found = GO_ON;
            }
        }
        return found;
    }

    private static boolean passing(Throwable cause) {
        if (cause instanceof ApiException) {
            return !(cause instanceof ClientErrorException refused) || refused.status() == UNAUTHORIZED;
        }
        if (cause instanceof PageException page) {
            return page.retryable();
        }
        return cause instanceof StateException || cause instanceof IOException;
    }
}
