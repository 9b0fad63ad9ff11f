package io.qanat.cli;

import io.qanat.pull.PullMemory;
import io.qanat.pull.PullMemory.Archive;
import io.qanat.pull.RunResult.Outcome;
import io.qanat.pull.Storage;
import io.qanat.settings.Names;
import io.qanat.settings.PropertyLayers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Passes the kept pages of runs through the steps again, without any request. */
@Command(
        name = "replay",
        mixinStandardHelpOptions = true,
        description = {
            "Pass the kept pages of runs through their pull's steps again, without any request.",
            "",
            "For pulls with keepRaw=true, which keep each published run's pages as they came: to make a table again after"
                    + " a step or a column's type has changed. Each replay is a run of its own, and publishes as the"
                    + " table's mode says; the bookmark stays where it is.%n"
        },
        footer = {
            "",
            "Exit codes: 0 all are published, 1 one failed, 2 wrong use or settings.",
            "",
            "Examples:",
            "  qanat runs orders                     shows the runs",
            "  qanat replay 20261123T225403Z-0a1b"
        })
final class ReplayCommand implements Callable<Integer> {
    private static final int MOST_TOLD = 10;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private CommonOptions options = new CommonOptions();

    @Parameters(
            paramLabel = "RUN",
            description = "The runs by their ids, in the order in which they pass.",
            arity = "1..*")
    private List<String> runs = new ArrayList<>();

    @Option(names = "--json", description = "Print one line of JSON for each run.")
    private boolean json;

    @Override
    public Integer call() throws Exception {
        requireKept(kept());
        try (App app = App.startByHand(options);
                Progress progress = Progress.of(app, options, () -> Screen.width(spec))) {
            app.pulls().listen(progress);
            app.pulls().listen(new ResultPrinter(spec.commandLine().getOut(), json, pull -> null, progress));
            return replay(app) ? QanatCommand.DONE : QanatCommand.PULL_FAILED;
        }
    }

    private List<Archive> kept() {
        PropertyLayers layers = options.layers();
        return PullMemory.archives(Storage.of(layers::getProperty));
    }

    /** All are there before the first is begun. */
    private void requireKept(List<Archive> kept) {
        List<String> known = kept.stream().map(Archive::run).toList();
        for (String run : runs) {
            if (!known.contains(run)) {
                throw new ParameterException(
                        spec.commandLine(),
                        "no pages of run " + run + " are kept" + Names.didYouMean(run, known) + told(kept));
            }
        }
    }

    private static String told(List<Archive> kept) {
        if (kept.isEmpty()) {
            return ": there are none at all; only pulls with keepRaw=true keep theirs";
        }
        String more = kept.size() > MOST_TOLD ? " and " + (kept.size() - MOST_TOLD) + " older ones" : "";
        return kept.stream()
                .limit(MOST_TOLD)
                .map(archive -> archive.run() + " of " + archive.pull())
                .collect(Collectors.joining(", ", " (kept: ", more + ")"));
    }

    private boolean replay(App app) {
        boolean ok = true;
        for (String run : runs) {
            if (app.stopping()) {
                return false;
            }
            ok &= app.pulls().replay(run).result() == Outcome.OK;
        }
        return ok;
    }
}
