package io.qanat.check;

import io.qanat.settings.Problem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What was found so far. Not thread-safe. */
final class Findings {
    private final List<Finding> found = new ArrayList<>();

    void error(Declaration at, String parameter, String message) {
        add(at.file(), at.line(parameter), Severity.ERROR, new Problem(at.subject(), parameter, message));
    }

    void warning(Declaration at, String parameter, String message) {
        add(at.file(), at.line(parameter), Severity.WARNING, new Problem(at.subject(), parameter, message));
    }

    void add(Path file, int line, Severity severity, Problem problem) {
        Finding finding = Finding.of(file, line, severity, problem);
        if (!found.contains(finding)) {
            found.add(finding);
        }
    }

    /** Whether there is a mistake. */
    boolean errors() {
        return found.stream().anyMatch(finding -> finding.severity() == Severity.ERROR);
    }

    /** By file and line. */
    List<Finding> sorted() {
        return found.stream()
                .sorted(Comparator.comparing(Finding::file).thenComparing(Finding::line))
                .toList();
    }
}
