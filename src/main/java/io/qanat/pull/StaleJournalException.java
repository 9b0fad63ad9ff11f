package io.qanat.pull;

/** The pages that a run has don't lead to an end that can be published; the message says why. The next run begins afresh. */
final class StaleJournalException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    StaleJournalException(String message) {
        super(message);
    }
}
