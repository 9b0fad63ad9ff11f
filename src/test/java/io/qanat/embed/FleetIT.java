package io.qanat.embed;

import static io.qanat.testserver.Behaviours.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.qanat.testserver.Behaviour;
import io.qanat.testserver.FaultServer;
import io.qanat.testserver.Received;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A hundred pulls of ten APIs, due at the same time, in one process of 512 MB: pages of {@code -Dfleet.rows} records (100), each
 * API with a quota of {@code -Dfleet.rate} requests a second (20) for its ten pulls together.
 */
class FleetIT {
    private static final int APIS = 10;
    private static final int PULLS = 100;
    private static final int ROWS = Integer.getInteger("fleet.rows", 100);
    private static final int RATE = Integer.getInteger("fleet.rate", 20);
    private static final long MOST_KIB = 512 * 1024;

    @TempDir
    private Path folder;

    private static String api(int number, String url) {
        return """
                - templatedRoute:
                    routeTemplateRef: api
                    routeId: api-%1$d
                    parameters:
                      - { name: name, value: a%1$d }
                      - { name: url, value: "%2$s/a%1$d" }
                      - { name: rateLimit, value: "%3$d/1s" }
                """.formatted(number, url, RATE);
    }

    private static String pull(int number) {
        return """
                - route:
                    id: p%1$d
                    from:
                      uri: kamelet:api-pull
                      parameters:
                        api: a%2$d
                        path: /p%1$d
                        pagination: cursor
                        cron: "0/20 * * * * ?"
                      steps:
                        - to:
                            uri: table:t%1$d
                """.formatted(number, number % APIS);
    }

    private static Behaviour page(Received request) {
        int from = request.target().contains("cursor=")
                ? Integer.parseInt(request.target().replaceAll(".*=", ""))
                : 0;
        String rows = IntStream.range(from, from + ROWS)
                .mapToObj(id -> "{\"id\":" + id + ",\"name\":\"item " + id * 31 + "\",\"total\":" + id + ".25}")
                .collect(Collectors.joining(","));
        String next = from + ROWS < 3 * ROWS ? ",\"next_cursor\":\"" + (from + ROWS) + "\"" : "";
        return json("{\"data\":[" + rows + "]" + next + "}");
    }

    private void write(String url) throws IOException {
        String apis =
                IntStream.range(0, APIS).mapToObj(number -> api(number, url)).collect(Collectors.joining());
        String pulls = IntStream.range(0, PULLS).mapToObj(FleetIT::pull).collect(Collectors.joining());
        Files.createDirectories(folder.resolve("routes"));
        Files.writeString(folder.resolve("routes/fleet.camel.yaml"), apis + pulls);
        Files.writeString(folder.resolve("application.properties"), "");
    }

    private boolean published(int pull) {
        return Files.exists(folder.resolve("data/t" + pull + "/_manifest.json"));
    }

    @Test
    @Timeout(170)
    void a_hundred_pulls_due_at_once_stay_within_512_megabytes_and_their_quotas() throws Exception {
        try (FaultServer server = FaultServer.choosing(FleetIT::page)) {
            write(server.url().toString());
            List<String> options = List.of("-Xmx256m", "-XX:+UseSerialGC", "-jar", Program.JAR);
            try (Program program = Program.qanat(folder, Map.of(), options, "run")) {
                CompletableFuture.runAsync(this::awaitAll).get(150, TimeUnit.SECONDS);
                long peak = peakKib(program);
                program.terminate();
                assertThat(program.exit()).isEqualTo(Program.TERMINATED);
                assertThat(peak).isLessThan(MOST_KIB);
            }
            IntStream.range(0, APIS).forEach(api -> requireQuota(server.requests(), "/a" + api + "/"));
        }
    }

    private void awaitAll() {
        while (!IntStream.range(0, PULLS).allMatch(this::published)) {
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
    }

    /** The most memory that the process had (Linux). */
    private static long peakKib(Program program) throws IOException {
        return Files.readAllLines(Path.of("/proc/" + program.pid() + "/status")).stream()
                .filter(line -> line.startsWith("VmHWM:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElseThrow();
    }

    private static void requireQuota(List<Received> requests, String api) {
        List<Long> arrivals = requests.stream()
                .filter(request -> request.path().startsWith(api))
                .map(Received::arrival)
                .sorted()
                .toList();
        assertThat(arrivals).hasSizeGreaterThanOrEqualTo(3 * PULLS / APIS);
        for (int i = RATE; i < arrivals.size(); i++) {
            assertThat(arrivals.get(i) - arrivals.get(i - RATE))
                    .as("request %d of %s", i, api)
                    .isGreaterThanOrEqualTo(TimeUnit.SECONDS.toNanos(1));
        }
    }
}
