package io.qanat.journal;

import java.io.IOException;
import java.nio.file.Path;

/**
 * The file is there, but shorter than its header: nothing can have been stored in it. {@link Journal#create} may be called for
 * the same file, or it may be removed.
 */
public final class JournalEmptyException extends IOException {
    private static final long serialVersionUID = 1L;

    JournalEmptyException(Path file) {
        super(file + ": its header was never written whole, so no page is in it; remove it, and the run begins afresh");
    }
}
