package io.qanat.page;

import java.util.function.UnaryOperator;

/** An answer that can't become a page, or a walk that can't go on. The message begins with the pull and the page. */
public final class PageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What went wrong. */
    public enum Kind {
        /** The body is empty, cut short, broken JSON or an HTML page: the same request may be answered well another time. */
        UNREADABLE,
        /** The body is well, but not in a format that is read here; asking again doesn't help. */
        FORMAT,
        /** The API said an error in an answer with status 2xx. */
        API_ERROR,
        /** The records are not where they were looked for. */
        NO_RECORDS,
        /** The API leads back to a page that came already. */
        LOOP,
        /** The answer and the pull's paging parameters contradict each other, or leave the way to the next page open. */
        PAGING
    }

    private final Kind kind;
    private final int page;

    PageException(Kind kind, String subject, int page, String message) {
        super(subject + " page " + page + ": " + message);
        this.kind = kind;
        this.page = page;
    }

    private PageException(PageException that, String message) {
        super(message);
        this.kind = that.kind;
        this.page = that.page;
        setStackTrace(that.getStackTrace());
    }

    /** The same with its message changed, which may quote what an API sent back: our secrets. */
    public PageException masked(UnaryOperator<String> mask) {
        return new PageException(this, mask.apply(String.valueOf(getMessage())));
    }

    /** What went wrong. */
    public Kind kind() {
        return kind;
    }

    /** The page's number in its walk, from 1. */
    public int page() {
        return page;
    }

    /** Whether the same request may get a good answer: then {@link Pagination} still stands before it. */
    public boolean retryable() {
        return kind == Kind.UNREADABLE;
    }
}
