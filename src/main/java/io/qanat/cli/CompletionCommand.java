package io.qanat.cli;

import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints the script that completes commands in a shell, made from the commands themselves. */
@Command(
        name = "completion",
        mixinStandardHelpOptions = true,
        description = {
            "Print a script by which bash or zsh complete commands, options and the names of pulls.",
            "",
            "The names are looked for in routes/ of the current folder, without starting anything.%n"
        },
        footer = {
            "",
            "Exit codes: 0 done, 2 wrong use.",
            "",
            "Examples:",
            "  source <(qanat completion)                            now, in bash or zsh",
            "  qanat completion >~/.local/share/bash-completion/completions/qanat",
            "",
            "It completes the command qanat, and ./qanat as well."
        })
final class CompletionCommand implements Callable<Integer> {
    /** Ids of routes that begin with the Kamelet; a route's id stands before its from. */
    private static final String NAMES =
            "$(sed -n -e 's/^ \\{2,4\\}id: *\\([^ #]*\\).*/\\1/p' routes/*.yaml 2>/dev/null)";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        CommandLine all = QanatCommand.commandLine();
        String script = AutoComplete.bash("qanat", all);
        spec.commandLine().getOut().print(script.replace("\"" + PullNames.MARK + "\"", NAMES));
        spec.commandLine().getOut().println("complete -F _complete_qanat -o default ./qanat");
        spec.commandLine().getOut().flush();
        return QanatCommand.DONE;
    }
}
