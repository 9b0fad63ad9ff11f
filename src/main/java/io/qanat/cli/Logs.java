package io.qanat.cli;

import java.util.List;
import java.util.Set;

/**
 * Chooses how log lines look; called before the first logger is made, which reads it from {@code logback.xml} of this
 * package. At the class path's root that file would rule the logging of every application that embeds Qanat.
 */
final class Logs {
    /** Set by the launcher if standard error is a terminal, which Java itself can't tell before version 22. */
    private static final String TERMINAL = "qanat.terminal";

    private static final String CONFIGURATION = "logback.configurationFile";

    /** Commands that show how far they are, so that nobody needs a line for each call. */
    private static final Set<String> SHOWN = Set.of("pull", "demo", "replay");

    /** Commands that ask an API something and show the answer. */
    private static final Set<String> ASKED = Set.of("preview", "new", "verify");

    private Logs() {}

    /** Whether somebody looks at standard error. */
    static boolean onTerminal() {
        return Boolean.getBoolean(TERMINAL);
    }

    /** Whether log lines are for people. */
    static boolean readable() {
        return !"json".equals(System.getProperty("QANAT_LOG"));
    }

    static void configure(List<String> args) {
        boolean verbose = args.contains(CommonOptions.VERBOSE) || args.contains("-v");
        System.setProperty("QANAT_EXCEPTIONS", verbose ? "ex" : "nopex");
        boolean quiet = args.contains(CommonOptions.QUIET) || args.contains("-q");
        System.setProperty("QANAT_LEVEL", verbose ? "DEBUG" : quiet ? "WARN" : "INFO");
        System.setProperty("QANAT_CAMEL_LEVEL", verbose ? "INFO" : "ERROR");
        boolean asked = args.stream().anyMatch(ASKED::contains);
        boolean shown = asked || (onTerminal() && args.stream().anyMatch(SHOWN::contains));
        System.setProperty("QANAT_CALLS", verbose ? "INFO" : shown ? "ERROR" : quiet ? "WARN" : "INFO");
        boolean ends = shown && !verbose && !asked; // the results say the same
        System.setProperty("QANAT_ENDS", ends ? "OFF" : quiet ? "WARN" : "INFO");
        System.setProperty("QANAT_LOG", format(args));
        if (System.getProperty(CONFIGURATION) == null) {
            System.setProperty(CONFIGURATION, "io/qanat/cli/logback.xml");
        }
    }

    /** The setting {@code qanat.log}, of which only the places that need no file are asked: logging begins before files. */
    private static String format(List<String> args) {
        boolean json = args.contains("qanat.log=json")
                || args.contains("-Dqanat.log=json")
                || "json".equals(System.getProperty("qanat.log"))
                || "json".equals(System.getenv("QANAT_LOG"));
        return json ? "json" : "text";
    }
}
