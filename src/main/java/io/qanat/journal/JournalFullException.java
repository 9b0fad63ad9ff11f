package io.qanat.journal;

import java.io.IOException;

/** A page wasn't stored, since a limit of room would be passed; the message names the setting. All before it is intact. */
public final class JournalFullException extends IOException {
    private static final long serialVersionUID = 1L;

    JournalFullException(String message) {
        super(message);
    }
}
