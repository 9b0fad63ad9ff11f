package io.qanat.cli;

import io.qanat.incremental.Backfill;
import io.qanat.incremental.IncrementalException;
import io.qanat.incremental.IncrementalSettings;
import io.qanat.incremental.Windows;
import io.qanat.pull.PullSettings;
import io.qanat.pull.Pulls;
import io.qanat.pull.RunOptions;
import io.qanat.pull.RunResult.Outcome;
import io.qanat.settings.Names;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs pulls now, one after the other, whatever their schedules say. */
@Command(
        name = "pull",
        mixinStandardHelpOptions = true,
        description = {
            "Run pulls now, one after the other, and print a line for each run; after several, a table of all.",
            "",
            "A run that was interrupted goes on with the pages it has, without fetching them again; so does one that"
                    + " failed, once the reason is gone. A pull with an incrementalField asks only for what is new since"
                    + " its last run.%n"
        },
        footer = {
            "",
            "Exit codes: 0 all runs are published, 1 one failed, 2 wrong use or settings; nothing was pulled then.",
            "",
            "Examples:",
            "  qanat pull orders                     what is new, or go on with a run",
            "  qanat pull orders --since 2026-01-01  all since then once more (a backfill)",
            "  qanat pull --all --json               one JSON object a run, for programs"
        })
final class PullCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private CommonOptions options = new CommonOptions();

    @Parameters(
            completionCandidates = PullNames.class,
            paramLabel = "NAME",
            description = "The pulls, by the ids of their routes.",
            arity = "0..*")
    private List<String> names = new ArrayList<>();

    @Option(names = "--all", description = "All pulls.")
    private boolean all;

    @Option(
            names = "--fresh",
            description = "Give up an interrupted run and begin afresh; its pages are set aside. The bookmark stays.")
    private boolean fresh;

    @Option(
            names = "--since",
            paramLabel = "VALUE",
            description = "Pull from this value of the incrementalField on, included, instead of the bookmark:"
                    + " 2026-01-31, 2026-01-31T10:00:00Z, or an id. The bookmark never goes back.")
    private @Nullable String since;

    @Option(
            names = "--until",
            paramLabel = "VALUE",
            description = "Pull up to this value, included; only with --since. Without it: all until now.")
    private @Nullable String until;

    @Option(names = "--json", description = "Print one line of JSON for each run.")
    private boolean json;

    @Override
    public Integer call() throws Exception {
        if (names.isEmpty() != all) {
            throw wrong("name the pulls to run, or write --all");
        }
        try (App app = App.startByHand(options);
                Progress progress = Progress.of(app, options, () -> Screen.width(spec))) {
            List<String> chosen = chosen(app.pulls());
            requireRange(app.pulls(), chosen);
            app.pulls().listen(progress);
            PrintWriter out = spec.commandLine().getOut();
            app.pulls().listen(new ResultPrinter(out, json, app.pulls()::unfinished, progress));
            Summary summary = new Summary();
            app.pulls().listen(summary);
            boolean ok = pull(app, chosen);
            if (!json && !options.quiet()) {
                summary.print(out, () -> Screen.width(spec));
            }
            return ok ? QanatCommand.DONE : QanatCommand.PULL_FAILED;
        }
    }

    private List<String> chosen(Pulls pulls) {
        List<String> known = pulls.all().stream().map(PullSettings::name).toList();
        for (String name : names) {
            if (!known.contains(name)) {
                throw wrong("there is no pull " + name + Names.didYouMean(name, known) + " (pulls: "
                        + String.join(", ", known) + ")");
            }
        }
        return all ? known : names;
    }

    /** A range that one of the pulls can't have is told before any of them begins. */
    private void requireRange(Pulls pulls, List<String> chosen) {
        if (since == null && until == null) {
            return;
        }
        List<PullSettings> settings = pulls.all().stream()
                .filter(pull -> chosen.contains(pull.name()))
                .toList();
        List<String> without = settings.stream()
                .filter(pull -> pull.increments() == null)
                .map(PullSettings::name)
                .toList();
        if (!without.isEmpty()) {
            throw wrong("--since and --until need pulls with an incrementalField, which " + String.join(", ", without)
                    + (without.size() == 1 ? " hasn't" : " haven't") + "; name the pulls that have one");
        }
        settings.forEach(this::requireRange);
    }

    private void requireRange(PullSettings pull) {
        IncrementalSettings increments = pull.increments();
        if (increments == null) {
            return;
        }
        try {
            Backfill range = increments.backfill(since, until, pull.name());
            new Windows(increments, pull.name()).first(null, range, Instant.now());
        } catch (IncrementalException e) {
            throw wrong(String.valueOf(e.getMessage()));
        }
    }

    /** All of them, even if one fails, until the process is told to stop. */
    private boolean pull(App app, List<String> chosen) {
        boolean ok = true;
        for (String name : chosen) {
            if (app.stopping()) {
                return false;
            }
            ok &= app.pulls().pull(name, RunOptions.of(fresh, since, until)).stream()
                    .allMatch(result -> result.result() == Outcome.OK);
        }
        return ok;
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
