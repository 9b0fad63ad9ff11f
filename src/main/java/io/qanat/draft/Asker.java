package io.qanat.draft;

import io.qanat.page.Answer;
import io.qanat.page.PageRequest;

/** Makes one polite request of an API that is looked at. */
@FunctionalInterface
public interface Asker {
    /**
     * Asks once.
     *
     * @return the answer, whatever its status
     * @throws Exception if none came
     */
    Answer ask(PageRequest request) throws Exception;
}
