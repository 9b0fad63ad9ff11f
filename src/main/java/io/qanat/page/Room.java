package io.qanat.page;

import io.qanat.page.PageException.Kind;

/**
 * The memory that reading one answer may take: the body as it came, its JSON, and what is kept while one becomes the other.
 * Together that is a little more than a body may be large, so that a hostile answer can't fill the memory, and the JSON
 * alone may be as large as a body. Not thread-safe.
 */
final class Room {
    /** All together, in eighths of the largest body. */
    private static final int EIGHTHS = 11;

    /** What a single value takes while it is read, for each of its bytes: characters, twice while their buffer grows. */
    private static final int VALUE = 8;

    private final PageLabel label;
    private final long length;
    private final long largest;
    private final long most;
    private long taken;

    /** For an answer, whose body is there. */
    Room(Answer answer, PageLabel label) {
        this.label = label;
        this.length = answer.length();
        this.largest = answer.most();
        this.most = largest / 8 * EIGHTHS;
        this.taken = length;
    }

    /**
     * So many bytes more are kept.
     *
     * @throws PageException if that is too much
     */
    void take(long bytes) {
        taken += bytes;
        require(0);
    }

    /** So many bytes are kept no longer. */
    void free(long bytes) {
        taken -= bytes;
    }

    /**
     * Asks whether JSON of that size may be written.
     *
     * @throws PageException if it may not
     */
    void require(long json) {
        if (json > largest || taken + json > most) {
            throw label.error(
                    Kind.FORMAT,
                    "the body of " + size(length) + " is too large to become JSON, in which each record names its"
                            + " fields: maxResponseSize (" + size(largest) + ") holds for the JSON too, and both"
                            + " together may have " + size(most) + "; ask for smaller pages, or in slices (window)");
        }
    }

    /** The longest single value that may be read, in bytes. */
    int longestValue() {
        return (int) Math.max(0, (most - taken) / VALUE);
    }

    private static String size(long bytes) {
        return bytes >= 1 << 20 ? (bytes >> 20) + " MiB" : bytes + " bytes";
    }
}
