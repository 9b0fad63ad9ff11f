package io.qanat.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Runs the schedules until the process is told to stop (SIGTERM or SIGINT). */
@Command(name = "run", mixinStandardHelpOptions = true, description = "Run the schedules of all pulls, until stopped.")
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
