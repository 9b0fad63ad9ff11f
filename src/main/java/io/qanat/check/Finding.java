package io.qanat.check;

import io.qanat.settings.Problem;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the check found, and where it is written.
 *
 * @param file the file
 * @param line the line, from 1; 0 for the file as a whole
 * @param severity whether it keeps pulls from starting
 * @param problem what is wrong; never a secret's value
 * @param hint what to do or what was meant; empty if the problem says it
 */
public record Finding(Path file, int line, Severity severity, Problem problem, String hint) {
    private static final Pattern MEANT = Pattern.compile("(.*); (did you mean [^;?]+\\?)(.*)", Pattern.DOTALL);

    /** A finding whose problem may end with its hint. */
    static Finding of(Path file, int line, Severity severity, Problem problem) {
        Matcher meant = MEANT.matcher(problem.message());
        return meant.matches()
                ? new Finding(
                        file,
                        line,
                        severity,
                        new Problem(problem.subject(), problem.parameter(), meant.group(1) + meant.group(3)),
                        meant.group(2))
                : new Finding(file, line, severity, problem, "");
    }

    /** A file of settings that can't be read; the problem's parameter is its name. */
    public static Finding unreadable(Problem problem) {
        return of(Path.of(problem.parameter()), 0, Severity.ERROR, problem);
    }

    /** {@code file:14}. */
    public String place() {
        return file + (line > 0 ? ":" + line : "");
    }

    /** What is wrong, and what to do. */
    public String text() {
        return problem + (hint.isEmpty() ? "" : "; " + hint);
    }

    /** On one line; a warning is called one. */
    @Override
    public String toString() {
        return place() + ": " + (severity == Severity.WARNING ? "warning: " : "") + text();
    }
}
