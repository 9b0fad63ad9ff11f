package io.qanat.journal;

/**
 * How much room a journal may take; an append is refused before either limit is passed.
 *
 * @param maxBytes the longest the file may become with pages (setting {@code qanat.journal.maxSize})
 * @param minFreeBytes what must stay free where the file lies (setting {@code qanat.journal.minFree}); 0 for no limit
 */
public record JournalLimits(long maxBytes, long minFreeBytes) {
    /** As much as there is. */
    public static final JournalLimits NONE = new JournalLimits(Long.MAX_VALUE, 0);

    public JournalLimits {
        if (maxBytes <= 0) {
            throw new IllegalArgumentException("qanat.journal.maxSize is " + maxBytes + ": write a size above 0");
        }
        if (minFreeBytes < 0) {
            throw new IllegalArgumentException("qanat.journal.minFree is " + minFreeBytes + ": write 0 or more");
        }
    }
}
