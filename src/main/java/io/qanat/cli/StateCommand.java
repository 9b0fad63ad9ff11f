package io.qanat.cli;

import io.qanat.check.DeclaredPulls;
import io.qanat.pull.PullMemory;
import io.qanat.pull.Remembered;
import io.qanat.pull.Storage;
import io.qanat.settings.PropertyLayers;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows and edits what is remembered of a pull; starts no route. */
@Command(
        name = "state",
        mixinStandardHelpOptions = true,
        description = {
            "Show what is remembered of a pull between its runs, or change it.",
            "",
            "The bookmark is the greatest value of the incrementalField that was published; the records that lie nearest"
                    + " to it are remembered too, so that none comes twice. Cursors are those of a pull with keepCursor."
                    + " A change is refused while the pull is running, while a complete run waits to be published, and"
                    + " while a run is unfinished: that one would go on with its old bounds.%n"
        },
        footer = {
            "",
            "Exit codes: 0 done, 2 wrong use or settings, or the change is refused.",
            "",
            "Examples:",
            "  qanat state orders                    what is remembered",
            "  qanat state orders --reset            the next run begins as the first did",
            "  qanat state orders --set 2026-01-31   the next run begins there",
            "  qanat pull orders --since 2026-01-31  the bookmark stays"
        })
final class StateCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private CommonOptions options = new CommonOptions();

    @Parameters(
            completionCandidates = PullNames.class,
            paramLabel = "NAME",
            description = "The pull, by the id of its route.")
    private String name = "";

    @ArgGroup
    private @Nullable Change change;

    @Option(
            names = "--fresh",
            description = "With --reset or --set: give up an unfinished run; its pages are set aside.")
    private boolean fresh;

    @Option(names = "--json", description = "Print what is remembered (after a change: what was before) as JSON.")
    private boolean json;

    /** One of them. */
    static final class Change {
        @Option(
                names = "--reset",
                description = "Forget bookmark and cursors, and print them, so that --set can bring them back.")
        private boolean reset;

        @Option(
                names = "--set",
                paramLabel = "VALUE",
                description = "Set the bookmark: a value as the field has it, or the JSON that --reset printed. What is"
                        + " remembered of records nearby is kept when the bookmark moves forward.")
        private @Nullable String value;
    }

    @Override
    public Integer call() {
        if (fresh && change == null) {
            throw new ParameterException(spec.commandLine(), "--fresh goes with --reset or --set");
        }
        PropertyLayers layers = options.layers();
        DeclaredPulls declared = DeclaredPulls.read(options.routes(layers), layers);
        try (PullMemory memory = PullMemory.open(Storage.of(layers::getProperty))) {
            KnownPulls.of(declared, memory.store().pulls()).require(List.of(name), spec);
            if (change == null) {
                show(memory);
            } else if (change.reset || change.value == null) {
                told(memory, memory.forget(name, fresh));
            } else {
                BookmarkEdit edit = new BookmarkEdit(declared.forBookmarks(name), change.value);
                told(memory, memory.change(name, edit::apply, fresh));
            }
        }
        return QanatCommand.DONE;
    }

    private void show(PullMemory memory) {
        StateView view = StateView.of(memory, name);
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(view.json());
        } else {
            view.lines().forEach(out::println);
        }
        out.flush();
    }

    /** What was changed, so that it can be put back. */
    private void told(PullMemory memory, Remembered before) {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(StateView.json(name, before));
        } else {
            StateView.change(name, before, memory.read(name)).forEach(out::println);
        }
        out.flush();
    }
}
