package io.qanat.settings;

import java.util.List;
import java.util.stream.Collectors;

/** Settings that can't be used; nothing was pulled. Its message tells all mistakes at once, one a line. */
public final class SettingsException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;

    public SettingsException(List<Problem> problems) {
        super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
        this.problems = List.copyOf(problems);
    }

    /** One mistake. */
    public SettingsException(String subject, String parameter, String message) {
        this(List.of(new Problem(subject, parameter, message)));
    }

    /** The mistakes, in the order of their finding. */
    public List<Problem> problems() {
        return problems;
    }
}
