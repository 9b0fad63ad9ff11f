package io.qanat.cli;

import io.qanat.check.DeclaredPulls;
import io.qanat.pull.Preview;
import io.qanat.pull.PullSettings;
import io.qanat.settings.Names;
import io.qanat.settings.PropertyLayers;
import io.qanat.settings.SettingsException;
import io.qanat.table.TableSample;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Asks for the first page of a pull and shows it. */
@Command(
        name = "preview",
        mixinStandardHelpOptions = true,
        description = {
            "Ask for the first page of a pull and show it: the request, how the next page is found and why, the records"
                    + " and their types.",
            "",
            "The page is the one that the pull's next run would begin with. Quota, credentials and retries are the"
                    + " pull's own; its steps see nothing, and nothing is written: no table, no state, no journal.%n"
        },
        footer = {
            "",
            "Exit codes: 0 done, 1 the call failed or its answer is no page, 2 wrong use or settings.",
            "",
            "Examples:",
            "  qanat preview orders",
            "  qanat preview orders --limit 3",
            "  qanat preview orders --json           all of it as one JSON object"
        })
final class PreviewCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private CommonOptions options = new CommonOptions();

    @Parameters(
            paramLabel = "NAME",
            description = "The pull, by the id of its route.",
            completionCandidates = PullNames.class)
    private String name = "";

    @Option(names = "--limit", paramLabel = "N", description = "Show at most so many records (10).")
    private int limit = 10;

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    @Override
    public Integer call() throws Exception {
        if (limit < 0) {
            throw new ParameterException(spec.commandLine(), "--limit must be 0 or more");
        }
        PropertyLayers layers = options.layers();
        try (App app = App.startByHand(options)) {
            requireKnown(app.pulls().all().stream().map(PullSettings::name).toList());
            return show(app, DeclaredPulls.read(options.routes(layers), layers));
        }
    }

    private void requireKnown(List<String> known) {
        if (!known.contains(name)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "there is no pull " + name + Names.didYouMean(name, known) + " (pulls: " + String.join(", ", known)
                            + ")");
        }
    }

    private int show(App app, DeclaredPulls declared) throws Exception {
        Preview preview;
        try {
            preview = app.pulls().preview(name);
        } catch (SettingsException e) {
            throw e;
        } catch (Exception e) {
            spec.commandLine().getErr().println("error: " + Reasons.text(Reasons.of(e)));
            return QanatCommand.PULL_FAILED;
        }
        DeclaredPulls.Table table = declared.table(name);
        TableSample sample = TableSample.of(preview.page(), table.name(), table.options(), limit);
        PrintWriter out = spec.commandLine().getOut();
        PreviewText text = new PreviewText(preview, sample);
        if (json) {
            out.println(text.json());
        } else {
            text.lines(Screen.width(spec)).forEach(out::println);
        }
        return QanatCommand.DONE;
    }
}
