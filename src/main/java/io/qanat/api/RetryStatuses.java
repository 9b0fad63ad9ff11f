package io.qanat.api;

import java.util.BitSet;
import java.util.List;
import java.util.stream.Collectors;

/** A set of HTTP statuses. Immutable. */
public final class RetryStatuses {
    /** 408, 425, 429 and every 5xx but 501 and 505 (requirement R2): what may pass by itself. */
    public static final RetryStatuses DEFAULT = usual();

    private static final int LEAST = 100;
    private static final int BEYOND = 600;

    private final BitSet statuses;

    private RetryStatuses(BitSet statuses) {
        this.statuses = statuses;
    }

    private static RetryStatuses usual() {
        BitSet set = new BitSet();
        set.set(500, 600);
        set.clear(501);
        set.clear(505);
        set.set(408);
        set.set(425);
        set.set(429);
        return new RetryStatuses(set);
    }

    /**
     * Reads single statuses ({@code 503}) and classes ({@code 5xx}).
     *
     * @throws IllegalArgumentException with what is allowed, if one of the texts is anything else
     */
    public static RetryStatuses parse(List<String> texts) {
        BitSet set = new BitSet();
        texts.forEach(text -> add(set, text));
        return new RetryStatuses(set);
    }

    private static void add(BitSet set, String text) {
        if (text.matches("[45]xx")) {
            int first = (text.charAt(0) - '0') * 100;
            set.set(first, first + 100);
        } else if (text.matches("[3-5]\\d\\d")) {
            set.set(Integer.parseInt(text));
        } else {
            throw new IllegalArgumentException(
                    "\"" + text + "\" is not a status: write numbers from 300 to 599 or 4xx, 5xx, with commas between");
        }
    }

    /** Whether that status is in the set. */
    public boolean contains(int status) {
        return status >= LEAST && status < BEYOND && statuses.get(status);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RetryStatuses that && statuses.equals(that.statuses);
    }

    @Override
    public int hashCode() {
        return statuses.hashCode();
    }

    @Override
    public String toString() {
        return statuses.stream().mapToObj(String::valueOf).collect(Collectors.joining(","));
    }
}
