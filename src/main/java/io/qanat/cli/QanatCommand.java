package io.qanat.cli;

import java.io.PrintWriter;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command line as a whole; without a command it runs the schedules. */
@Command(
        name = "qanat",
        mixinStandardHelpOptions = true,
        versionProvider = QanatCommand.Version.class,
        description = "Pulls HTTP APIs, on a schedule, politely and without loss, into typed tables.",
        footer = {
            "",
            "Exit codes: 0 done, 1 a pull failed, 2 wrong use or settings.",
            "",
            "Examples:",
            "  qanat demo                            a shop's API, its tables, and how to go on",
            "  qanat new --url https://…             a route file for an API of your own",
            "  qanat check                           all mistakes in routes/ and the settings",
            "  qanat preview orders                  the first page of a pull",
            "  qanat pull orders                     one pull, now",
            "  qanat pull --help                     so for each command"
        })
public final class QanatCommand implements Callable<Integer> {
    static final int DONE = 0;
    static final int PULL_FAILED = 1;
    static final int WRONG_USE = 2;

    /** The commands by their names, in the order of the help. */
    static final Map<String, Class<?>> COMMANDS = commands(
            command("run", RunCommand.class),
            command("pull", PullCommand.class),
            command("new", NewCommand.class),
            command("check", CheckCommand.class),
            command("preview", PreviewCommand.class),
            command("verify", VerifyCommand.class),
            command("completion", CompletionCommand.class),
            command("runs", RunsCommand.class),
            command("state", StateCommand.class),
            command("replay", ReplayCommand.class),
            command("show", ShowCommand.class),
            command("schema", SchemaCommand.class),
            command("compact", CompactCommand.class),
            command("demo", DemoCommand.class),
            command("rehearse", RehearseCommand.class));

    @Mixin
    private CommonOptions options = new CommonOptions();

    @SafeVarargs
    private static Map<String, Class<?>> commands(Map.Entry<String, Class<?>>... commands) {
        Map<String, Class<?>> all = new LinkedHashMap<>();
        for (Map.Entry<String, Class<?>> command : commands) {
            all.put(command.getKey(), command.getValue());
        }
        return all;
    }

    private static Map.Entry<String, Class<?>> command(String name, Class<?> type) {
        return Map.entry(name, type);
    }

    /**
     * Runs the command that the arguments name.
     *
     * @return the exit code
     */
    public static int execute(String... args) {
        Logs.configure(Arrays.asList(args));
        Class<?> named = args.length == 0 ? null : COMMANDS.get(args[0]);
        CompletableFuture<?> logging = Ahead.begin(named == null ? RunCommand.class : named);
        Map<String, Class<?>> wanted = named == null ? COMMANDS : Map.of(args[0], named);
        CommandLine line = commandLine(wanted);
        logging.join();
        return line.execute(args);
    }

    /** The command line with all commands. */
    static CommandLine commandLine() {
        return commandLine(COMMANDS);
    }

    /** Reading what all commands take would make up a tenth of a start. */
    private static CommandLine commandLine(Map<String, Class<?>> commands) {
        CommandLine line = new CommandLine(new QanatCommand());
        commands.forEach(line::addSubcommand);
        return line.setExecutionExceptionHandler(QanatCommand::tell)
                .setParameterExceptionHandler(QanatCommand::tellUse);
    }

    @Override
    public Integer call() throws Exception {
        return new RunCommand(options).call();
    }

    /** What went wrong before a pull began is the settings' fault: its message, and a stack trace only if asked for. */
    private static int tell(Exception failure, CommandLine line, ParseResult parsed) {
        PrintWriter err = line.getErr();
        Throwable reason = Reasons.of(failure);
        Reasons.text(reason).lines().forEach(text -> err.println("error: " + text));
        if (parsed.expandedArgs().contains(CommonOptions.VERBOSE)) {
            failure.printStackTrace(err);
        }
        err.flush();
        return WRONG_USE;
    }

    /** The mistake, and where to read more: a page of help would push the mistake off the screen. */
    private static int tellUse(ParameterException mistake, String[] args) {
        CommandLine line = mistake.getCommandLine();
        PrintWriter err = line.getErr();
        err.println("error: " + told(String.valueOf(mistake.getMessage())));
        UnmatchedArgumentException.printSuggestions(mistake, err);
        err.println("help: " + line.getCommandSpec().qualifiedName() + " --help");
        err.flush();
        return WRONG_USE;
    }

    private static String told(String message) {
        return message.replaceFirst("^Error: ", "")
                .replaceFirst("^Unmatched argument at index 0: '([^-].*)'$", "there is no command $1")
                .replaceFirst("^Value for option option '-D' .* but was (.*)$", "-D $1 has no value: write -D $1=…");
    }

    /** Tells the version of the jar. */
    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = QanatCommand.class.getPackage().getImplementationVersion();
            return new String[] {"qanat " + (version == null ? "(not packaged)" : version)};
        }
    }
}
