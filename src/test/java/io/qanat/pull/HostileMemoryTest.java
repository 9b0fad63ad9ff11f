package io.qanat.pull;

import static io.qanat.testserver.Behaviours.answer;
import static io.qanat.testserver.Behaviours.endless;
import static io.qanat.testserver.Behaviours.gzipBomb;
import static io.qanat.testserver.Behaviours.json;
import static io.qanat.testserver.Behaviours.large;
import static io.qanat.testserver.Behaviours.largeChunked;
import static io.qanat.testserver.Behaviours.status;
import static org.assertj.core.api.Assertions.assertThat;

import io.qanat.testserver.Behaviour;
import io.qanat.testserver.FaultServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Answers of 64 MiB made to fill the memory, in a process that has 100 MiB more than a pull of a small page needs: each is read
 * or refused in words, and the process lives on (requirement C8).
 */
@Timeout(200)
class HostileMemoryTest {
    /** What a pull of a small page gets by with, in MiB; {@link #a_small_page_needs_little} says so. */
    private static final int USUAL = 40;

    private static final int MORE = 100;
    private static final int MIB = 1 << 20;
    private static final String FIRST = "{\"next_cursor\":\"a\",\"data\":[";
    private static final String JSON = "application/json";
    private static final String CSV = "text/csv";
    private static final String XML = "application/xml";

    /**
     * A row of the table: what comes, where its records are, how it is pulled (see the program), and how it must end; an empty
     * text for records that are read.
     */
    private record Case(Behaviour behaviour, String records, String how, String refusal) {}

    @TempDir
    Path folder;

    private static final Map<String, Case> CASES = new LinkedHashMap<>();

    private static void hostile(String name, String records, String refusal, Behaviour behaviour) {
        CASES.put("/" + name, new Case(behaviour, records, "", refusal));
    }

    /** Records that are read. */
    private static void kept(String name, String how, Behaviour behaviour) {
        CASES.put("/" + name, new Case(behaviour, "auto", how, ""));
    }

    private static String row(int length) {
        return "{\"id\":1234567,\"name\":\"" + "n".repeat(length) + "\"},";
    }

    static {
        String deep = "[".repeat(1 << 10);
        hostile("json-deep", "auto", "nesting depth", large(JSON, "", deep, 64 << 10, ""));
        hostile("json-ordinary", "auto", "", large(JSON, "[", row(100), 64 * MIB / 127, "{}]"));
        hostile("json-ordinary-chunked", "auto", "", largeChunked(JSON, "[", row(100), 64 * MIB / 127, "{}]"));
        hostile("json-empty-records", "auto", "", large(JSON, "[", "{},", 21 * MIB, "{}]"));
        hostile("json-one-text", "auto", "", large(JSON, "[\"", "x".repeat(1 << 10), 65_000, "\"]"));
        hostile(
                "csv-ordinary",
                "auto",
                "too large",
                large(CSV, "id,name\n", "123456,a name of a thing\n", 2_600_000, ""));
        hostile("csv-half", "auto", "", large(CSV, "id,name\n", "123456,a name of a thing\n", 1_300_000, ""));
        hostile("csv-short-rows", "auto", "too large", large(CSV, "a\n", "1\n", 32 * MIB - 8, ""));
        hostile(
                "csv-empty-fields",
                "auto",
                "too large",
                large(CSV, ",".repeat(15_000) + "\n", ",".repeat(15_000) + "\n", 4_000, ""));
        hostile("csv-one-quote", "auto", "a field has more than", large(CSV, "a\n\"", "x".repeat(1 << 10), 65_000, ""));
        hostile("csv-endless-line", "auto", "CSV", large(CSV, "a\n", "x".repeat(1 << 10), 65_000, ""));
        hostile(
                "xml-ordinary",
                "/o/i",
                "too large",
                large(XML, "<o>", "<i><id>123456</id><name>a name of a thing</name></i>", 1_290_000, "</o>"));
        hostile(
                "xml-half",
                "/o/i",
                "",
                large(XML, "<o>", "<i><id>123456</id><name>a name of a thing</name></i>", 800_000, "</o>"));
        hostile("xml-empty-elements", "/o/a", "too large", large(XML, "<o>", "<a/>", 16 * MIB - 8, "</o>"));
        hostile("xml-attributes", "/o/a", "too large", large(XML, "<o>", "<a b='1' c=''/>", 4_000_000, "</o>"));
        hostile(
                "xml-one-attribute",
                "/o/a",
                "a tag, comment or CDATA",
                large(XML, "<o a='", "x".repeat(1 << 10), 65_000, "'/>"));
        hostile(
                "xml-one-comment",
                "/o/a",
                "a tag, comment or CDATA",
                large(XML, "<o><!--", "x".repeat(1 << 10), 65_000, "--></o>"));
        hostile("xml-one-text", "/o", "too large", large(XML, "<o>", "x".repeat(1 << 10), 65_000, "</o>"));
        hostile("xml-scattered", "/o/a", "too large", large(XML, "<o>", "<a/><b/>", 8 * MIB - 8, "</o>"));
        hostile(
                "xml-scattered-deep",
                "/o/a",
                "too large",
                large(XML, "<o>", "<i><a/><b/><a/><b/></i>", 2_800_000, "</o>"));
        hostile(
                "xml-nested-parts",
                "",
                "too large",
                large(XML, "", "<x>" + "<a/><b/>".repeat(100_000), 80, "</x>".repeat(80)));
        hostile("endless", "auto", "the answer is too large", endless());
        kept(
                "json-of-tokens",
                HostileProgram.BEARER + "tok3n-4711",
                large(JSON, "[", "\"tok3n-4711\",", 64 * MIB / 13 - 2, "{}]"));
        kept(
                "json-read-back",
                HostileProgram.RESUMED,
                thenFailing(large(JSON, FIRST, row(100), 64 * MIB / 127 - 2, "{}]}")));
        kept(
                "json-noise-read-back",
                HostileProgram.RESUMED,
                thenFailing(large(JSON, FIRST + '"', noise(), 63, "\"]}")));
    }

    /** A MiB of letters that can hardly be compressed. */
    private static String noise() {
        StringBuilder letters = new StringBuilder(MIB);
        new Random(1).ints(MIB, 0, 64).forEach(letter -> letters.append((char) ('0' + letter)));
        return letters.toString().replace('\\', '~');
    }

    /** The page behind it fails at first. */
    private static Behaviour thenFailing(Behaviour first) {
        AtomicBoolean failed = new AtomicBoolean();
        Behaviour last = json("{\"data\":[{\"id\":1}]}");
        return (wire, request) -> {
            boolean second = request.target().contains("cursor=");
            Behaviour next = second && failed.compareAndSet(false, true) ? status(404) : last;
            (second ? next : first).play(wire, request);
        };
    }

    private static Behaviour newNames() {
        return (wire, request) -> {
            wire.text("HTTP/1.1 200 OK\r\nContent-Type: application/xml\r\nConnection: close\r\n\r\n<o>");
            StringBuilder names = new StringBuilder();
            for (int i = 0; i < 5_000_000; i++) {
                names.append('<')
                        .append(Integer.toString(i + 1_000_000, 36).replaceAll("^\\d", "x"))
                        .append("y/>");
                if (i % 10_000 == 0) {
                    wire.text(names.toString());
                    names.setLength(0);
                }
            }
            wire.text(names + "</o>");
            wire.close();
        };
    }

    /** UTF-16 with little-endian letters. */
    private static Behaviour wide() {
        return large(JSON, "[\0", "1\0,\0", 16 * MIB - 8, "1\0]\0");
    }

    @Test
    void a_small_page_needs_little() throws Exception {
        List<String> lines = run(USUAL, Map.of("/small", new Case(answer(200, "[{\"id\":1}]"), "auto", "", "")));
        assertThat(lines)
                .hasSize(1)
                .allSatisfy(line -> assertThat(line).startsWith("/small\t1\t").endsWith("\tnull"));
    }

    @Test
    void hostile_answers_are_read_or_refused_within_100_mib_more() throws Exception {
        hostile("xml-new-names", "/o", "too large", newNames());
        hostile("wide", "auto", "too large", wide());
        hostile("gzip-bomb", "auto", "the answer is too large", gzipBomb(1_000));
        List<String> lines = run(USUAL + MORE, CASES);
        assertThat(lines).hasSameSizeAs(CASES.keySet());
        assertThat(lines).allSatisfy(line -> {
            String[] parts = line.split("\t", 4);
            String refusal = CASES.get(parts[0]).refusal();
            assertThat(parts[3]).as(parts[0]).contains(refusal.isEmpty() ? "null" : refusal);
        });
    }

    /** What the program printed, a line a case. */
    private List<String> run(int heap, Map<String, Case> cases) throws IOException, InterruptedException {
        try (FaultServer server =
                FaultServer.choosing(request -> cases.get(request.path()).behaviour())) {
            List<String> command = new ArrayList<>(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-XX:+UseSerialGC",
                    "-XX:TieredStopAtLevel=1",
                    "-Xmx" + heap + "m",
                    "-Xmn16m", // a third would be kept for young objects, and large arrays are put beside them
                    "-XX:+ExitOnOutOfMemoryError",
                    "-cp",
                    System.getProperty("java.class.path"),
                    HostileProgram.class.getName()));
            cases.forEach((path, row) -> command.add(server.url(path) + " " + row.records() + " " + row.how()));
            Path out = Files.createTempFile(folder, "out", ".txt");
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .redirectOutput(out.toFile())
                    .start();
            try {
                boolean ended = process.waitFor(150, TimeUnit.SECONDS);
                List<String> lines = Files.readAllLines(out);
                assertThat(ended).as("ended after: %s", lines).isTrue();
                assertThat(process.exitValue()).as("exit code after: %s", lines).isZero();
                return lines.stream().filter(line -> line.startsWith("/")).toList();
            } finally {
                process.destroyForcibly();
            }
        }
    }
}
