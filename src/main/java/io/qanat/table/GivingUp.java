package io.qanat.table;

import java.io.IOException;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The steps by which a sink gives up what it holds: if one fails, that is said, and the others are done all the same.
 *
 * @param told makes of a failure the message for a user
 */
record GivingUp(Function<IOException, String> told) {
    private static final Logger LOG = LoggerFactory.getLogger(GivingUp.class);

    /** One of them. */
    interface Step {
        void run() throws IOException;
    }

    void attempt(Step step) {
        try {
            step.run();
        } catch (IOException e) {
            LOG.warn("{}; the next run of this table removes what is left", told.apply(e));
        }
    }
}
