package io.qanat.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Runs the schedules until the process is told to stop (SIGTERM or SIGINT). */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        description = {
            "Run the schedules of all pulls, until stopped.",
            "",
            "SIGTERM and Ctrl-C finish the page at hand; what was interrupted goes on at the next start. A pull that fails"
                    + " doesn't end the others.%n"
        },
        footer = {
            "",
            "Exit codes: 0 stopped, 2 wrong use or settings.",
            "",
            "Examples:",
            "  qanat run",
            "  qanat run -D qanat.log=json           a JSON object for each log line"
        })
final class RunCommand implements Callable<Integer> {
    @Mixin
    private CommonOptions options;

    RunCommand() {
        this(new CommonOptions());
    }

    RunCommand(CommonOptions options) {
        this.options = options;
    }

    @Override
    public Integer call() throws Exception {
        App.runSchedules(options);
        return QanatCommand.DONE;
    }
}
