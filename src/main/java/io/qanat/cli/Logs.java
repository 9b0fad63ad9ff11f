package io.qanat.cli;

import java.util.List;

/**
 * Chooses how log lines look; called before the first logger is made, which reads it from {@code logback.xml} of this
 * package. At the class path's root that file would rule the logging of every application that embeds Qanat.
 */
final class Logs {
    /** Set by the launcher if standard error is a terminal, which Java itself can't tell before version 22. */
    private static final String TERMINAL = "qanat.terminal";

    private static final String CONFIGURATION = "logback.configurationFile";

    private Logs() {}

    /** Whether somebody looks at standard error. */
    static boolean onTerminal() {
        return Boolean.getBoolean(TERMINAL);
    }

    static void configure(List<String> args) {
        boolean verbose = args.contains(CommonOptions.VERBOSE) || args.contains("-v");
        System.setProperty("QANAT_EXCEPTIONS", verbose ? "ex" : "nopex");
        System.setProperty("QANAT_LEVEL", verbose ? "DEBUG" : "INFO");
        System.setProperty("QANAT_CAMEL_LEVEL", verbose ? "INFO" : "ERROR");
        boolean shown = args.contains("preview")
                || args.contains("new")
                || args.contains("verify")
                || (onTerminal() && args.contains("pull"));
        System.setProperty("QANAT_CALLS", shown && !verbose ? "ERROR" : "INFO");
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
