package io.qanat.pull;

import java.io.IOException;

/** A page that came could not be kept, or one that was kept can't be read; to call the API again doesn't help. */
public final class JournalException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    JournalException(String message, IOException cause) {
        super(message, cause);
    }
}
