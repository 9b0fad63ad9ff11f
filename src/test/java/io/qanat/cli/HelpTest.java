package io.qanat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** What {@code --help} says of each command. */
class HelpTest {
    static Stream<CommandLine> commands() {
        CommandLine all = QanatCommand.commandLine();
        return Stream.concat(
                Stream.of(all), all.getSubcommands().values().stream().filter(command -> !command.getCommandSpec()
                        .usageMessage()
                        .hidden()));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void each_command_says_what_it_does_how_it_ends_and_how_it_is_used(CommandLine command) {
        String help = command.getUsageMessage(CommandLine.Help.Ansi.OFF);
        String name = command.getCommandSpec().qualifiedName();
        assertThat(help)
                .startsWith("Usage: " + name)
                .containsPattern("Exit codes: 0 ")
                .contains("Examples:\n  ")
                .doesNotContain(PullNames.MARK);
        assertThat(help.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(120));
    }
}
