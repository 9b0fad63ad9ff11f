package io.qanat.check;

import java.util.List;
import java.util.stream.Collectors;

/** The route files or settings have mistakes; nothing was started. Its message tells all of them, one a line. */
public final class CheckFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    CheckFailedException(List<Finding> errors) {
        super(errors.stream().map(Finding::toString).collect(Collectors.joining("\n")));
    }
}
