package io.qanat.embed;

import static io.qanat.testserver.Behaviours.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.qanat.testserver.Behaviour;
import io.qanat.testserver.FaultServer;
import io.qanat.testserver.Received;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The tutorial's five commands, for an API that was never seen. What they print is written to {@code target/tutorial.txt}; in
 * {@code docs/tutorial.md}, if that is there, the fenced block between the lines {@code <!-- transcript: TutorialIT -->} and
 * {@code <!-- /transcript -->} must be the same.
 */
class TutorialIT {
    private static final Path TRANSCRIPT = Program.TARGET.resolve("tutorial.txt");
    private static final Path TUTORIAL = Program.TARGET.resolveSibling("docs/tutorial.md");
    private static final String BEGIN = "<!-- transcript: TutorialIT -->";
    private static final String END = "<!-- /transcript -->";
    private static final int BOOKS = 5;
    private static final int PAGE = 2;

    @TempDir
    private Path folder;

    private static Behaviour books(Received request) {
        int from = request.target().contains("cursor=")
                ? Integer.parseInt(request.target().replaceAll(".*cursor=", ""))
                : 0;
        String records = IntStream.range(from, Math.min(from + PAGE, BOOKS))
                .mapToObj(i -> "{\"id\":" + (i + 1) + ",\"title\":\"Book " + (i + 1) + "\",\"updated_at\":\"2026-01-0"
                        + (i + 1) + "T12:00:00Z\"}")
                .collect(Collectors.joining(","));
        String next = from + PAGE < BOOKS ? "\"" + (from + PAGE) + "\"" : "null";
        return json("{\"data\":[" + records + "],\"next_cursor\":" + next + "}", "RateLimit-Policy: 1000;w=60");
    }

    @Test
    void five_commands_lead_from_a_url_to_a_table() throws Exception {
        Files.createDirectories(folder.resolve("routes"));
        try (FaultServer server = FaultServer.choosing(TutorialIT::books)) {
            StringBuilder transcript = new StringBuilder();
            String url = server.url("/v1/books").toString();
            for (List<String> command : List.of(
                    List.of("new", "--url", url, "--name", "library"),
                    List.of("check"),
                    List.of("preview", "books"),
                    List.of("pull", "books"),
                    List.of("show", "books"))) {
                transcript.append(run(command, server));
            }
            Files.writeString(TRANSCRIPT, transcript);
            assertThat(transcript).contains("pagination  cursor", "Book 5", "no mistakes found");
            assertThat(server.requests()).hasSize(1 + 1 + 3);
        }
        compare();
    }

    /** The command and what it prints on standard output, without what differs each time. */
    private String run(List<String> command, FaultServer server) throws Exception {
        try (Program program = Program.qanat(folder, Map.of("COLUMNS", "100"), command.toArray(String[]::new))) {
            assertThat(program.exit()).as(program.err()).isZero();
            return plain("$ ./qanat " + String.join(" ", command) + "\n" + program.out() + "\n", server);
        }
    }

    private String plain(String text, FaultServer server) throws IOException {
        return text.replace(server.url().toString(), "http://127.0.0.1:8180")
                .replace(folder.toRealPath() + "/", "")
                .replace(folder + "/", "")
                .replaceAll("qanat/[0-9][^\\s]*", "qanat/VERSION")
                .replaceAll("\\d{8}T\\d{6}Z-[0-9a-f]{4}", "RUN")
                .replaceAll("\\b\\d+(\\.\\d+)? s\\b", "N s")
                .replaceAll("\\b[\\d.,]+ (B|KB|kB|MB|KiB|MiB|bytes)\\b", "N $1");
    }

    private static void compare() throws IOException {
        if (Files.exists(TUTORIAL)) {
            String tutorial = Files.readString(TUTORIAL);
            assertThat(tutorial)
                    .as("%s has the block of the transcript", TUTORIAL)
                    .contains(BEGIN, END);
            String block = tutorial.substring(tutorial.indexOf(BEGIN) + BEGIN.length(), tutorial.indexOf(END));
            assertThat(block.replaceAll("(?m)^```.*\\R", "").strip())
                    .as("%s as %s has it", TUTORIAL, TRANSCRIPT)
                    .isEqualTo(Files.readString(TRANSCRIPT).strip());
        }
    }
}
