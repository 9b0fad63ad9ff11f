package io.qanat.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script of {@code qanat completion} in a real bash. */
class CompletionCommandTest {
    private static final File BASH = new File("/bin/bash");

    @TempDir
    Path folder;

    @BeforeEach
    void write() throws IOException {
        assumeThat(BASH).exists();
        Told.routes(folder, """
                - route:
                    id: orders # the shop's
                    from:
                      uri: kamelet:api-pull
                - route:
                    id: customers
                    from:
                      uri: kamelet:api-pull
                """);
        StringWriter script = new StringWriter();
        QanatCommand.commandLine().setOut(new PrintWriter(script)).execute("completion");
        Files.writeString(folder.resolve("qanat.sh"), script.toString());
    }

    /** What bash offers where the last of the words stands. */
    private List<String> offered(String... words) throws Exception {
        String script = "source ./qanat.sh; COMP_WORDS=(" + String.join(" ", words) + "); COMP_CWORD="
                + (words.length - 1) + "; _complete_qanat; printf '%s\\n' \"${COMPREPLY[@]}\"";
        Process bash = new ProcessBuilder(BASH.getPath(), "-c", script)
                .directory(folder.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD) // complete's own builtin is missing in a script
                .start();
        String said = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        bash.waitFor();
        return said.lines().toList();
    }

    @Test
    void commands_are_completed() throws Exception {
        assertThat(offered("qanat", "pre")).containsExactly("preview");
    }

    @Test
    void options_are_completed() throws Exception {
        assertThat(offered("qanat", "check", "--j")).containsExactly("--json");
    }

    @Test
    void names_of_pulls_are_completed() throws Exception {
        assertThat(offered("qanat", "pull", "or")).containsExactly("orders");
        assertThat(offered("qanat", "preview", "cu")).containsExactly("customers");
    }
}
