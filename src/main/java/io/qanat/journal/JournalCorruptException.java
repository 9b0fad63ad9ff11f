package io.qanat.journal;

import java.io.IOException;
import java.nio.file.Path;

/** What was written safely can't be read as it was written; the file is left untouched, to be looked at. */
public final class JournalCorruptException extends IOException {
    private static final long serialVersionUID = 1L;

    private final transient Path file;
    private final long offset;

    JournalCorruptException(Path file, long offset, String what) {
        super(file + ": " + what + " (at byte " + offset + "); nothing of it was used or changed");
        this.file = file;
        this.offset = offset;
    }

    /** The journal. */
    public Path file() {
        return file;
    }

    /** Where the first damaged frame begins, in bytes. */
    public long offset() {
        return offset;
    }
}
