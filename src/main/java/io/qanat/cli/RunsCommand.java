package io.qanat.cli;

import io.qanat.check.DeclaredPulls;
import io.qanat.pull.PullMemory;
import io.qanat.pull.Storage;
import io.qanat.settings.PropertyLayers;
import io.qanat.state.RunRecord;
import io.qanat.state.StateStore;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows the history of runs; starts no route. */
@Command(
        name = "runs",
        mixinStandardHelpOptions = true,
        description = {
            "Show the history of runs, the latest first.",
            "",
            "A run's name begins with the second at which it began, in UTC. REQ counts HTTP requests, those that failed"
                    + " too; RETRY those that were made again; 429 the answers that a limit was reached: of a resumed"
                    + " run, since it went on.%n"
        },
        footer = {
            "",
            "Exit codes: 0 shown, 2 wrong use or settings.",
            "",
            "Examples:",
            "  qanat runs                            the latest runs of all pulls",
            "  qanat runs orders --most 100 --json   all that is known, with the files"
        })
final class RunsCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private CommonOptions options = new CommonOptions();

    @Parameters(
            completionCandidates = PullNames.class,
            paramLabel = "NAME",
            description = "Only runs of these pulls.",
            arity = "0..*")
    private List<String> names = new ArrayList<>();

    @Option(names = "--most", paramLabel = "N", description = "No more than N runs (${DEFAULT-VALUE}).")
    private int most = 20;

    @Option(names = "--json", description = "Print one line of JSON for each run.")
    private boolean json;

    @Override
    public Integer call() {
        if (most < 1) {
            throw new ParameterException(spec.commandLine(), "--most " + most + " must be a number of at least 1");
        }
        PropertyLayers layers = options.layers();
        try (PullMemory memory = PullMemory.open(Storage.of(layers::getProperty))) {
            Set<String> wanted = new LinkedHashSet<>(names);
            if (!wanted.isEmpty()) {
                DeclaredPulls declared = DeclaredPulls.read(options.routes(layers), layers);
                KnownPulls.of(declared, memory.store().pulls()).require(wanted, spec);
            }
            print(runs(memory.store(), wanted));
            tellWithout(memory.store(), wanted);
        }
        return QanatCommand.DONE;
    }

    private List<RunRecord> runs(StateStore store, Set<String> wanted) {
        if (wanted.size() < 2) {
            return store.runs(wanted.isEmpty() ? null : wanted.iterator().next(), most);
        }
        return store.runs(null, Integer.MAX_VALUE).stream()
                .filter(run -> wanted.contains(run.pull()))
                .limit(most)
                .toList();
    }

    private void print(List<RunRecord> runs) {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            runs.forEach(run -> out.println(Results.json(run)));
        } else if (!runs.isEmpty()) {
            RunTable.of(runs).lines().forEach(out::println);
        }
        out.flush();
    }

    private void tellWithout(StateStore store, Set<String> wanted) {
        PrintWriter err = spec.commandLine().getErr();
        if (wanted.isEmpty() && store.runs(null, 1).isEmpty()) {
            err.println("no pull has run yet, as far as " + store.place() + " knows");
        }
        wanted.stream()
                .filter(name -> store.runs(name, 1).isEmpty())
                .forEach(name -> err.println(name + ": has no runs yet"));
        err.flush();
    }
}
