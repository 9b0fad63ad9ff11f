package io.qanat.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.qanat.check.Finding;
import io.qanat.check.Severity;
import io.qanat.page.Json;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.Ansi.IStyle;
import picocli.CommandLine.Help.Ansi.Style;

/**
 * Findings as a person or a program reads them.
 *
 * @param ansi whether there are colours: on a terminal, unless {@code NO_COLOR} is set
 */
record FindingText(Ansi ansi) {

    /** {@code file:14: pull orders: cron: …}, the place in bold, what is wrong in red or yellow. */
    String line(Finding finding) {
        if (!ansi.enabled()) {
            return finding.toString();
        }
        boolean error = finding.severity() == Severity.ERROR;
        return styled(finding.place() + ":", Style.bold) + " "
                + styled(finding.severity().word() + ":", error ? Style.fg_red : Style.fg_yellow) + " "
                + finding.problem()
                + (finding.hint().isEmpty() ? "" : "; " + styled(finding.hint(), Style.fg_cyan));
    }

    private static String styled(String text, IStyle style) {
        return style.on() + text + style.off();
    }

    /** The members' names and order are a promise: file, line, severity, subject, parameter, message, hint. */
    static String json(Finding finding) {
        ObjectNode line = Json.MAPPER.createObjectNode();
        line.put("file", finding.file().toString());
        line.put("line", finding.line());
        line.put("severity", finding.severity().word());
        line.put("subject", finding.problem().subject());
        line.put("parameter", finding.problem().parameter());
        line.put("message", finding.problem().message());
        line.put("hint", finding.hint());
        return line.toString();
    }
}
