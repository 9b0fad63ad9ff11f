package io.qanat.pull;

import static io.qanat.testserver.Behaviours.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.qanat.disk.Disk;
import io.qanat.state.RunRecord;
import io.qanat.table.TableDescription;
import io.qanat.testserver.Behaviour;
import io.qanat.testserver.FaultServer;
import io.qanat.testserver.Received;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * A pull of a few pages into two tables, in a folder that several processes use one after the other, and what must be there
 * in the end.
 */
final class Ledger implements AutoCloseable {
    static final int PAGES = 4;

    private static final List<String> TABLES = List.of("left", "right");

    private final Path folder;
    private final FaultServer server;

    /** A pull into a folder that is made. */
    Ledger(Path folder) throws IOException {
        this.folder = Files.createDirectories(folder);
        this.server = FaultServer.choosing(Ledger::page);
    }

    /** Page n has record n and leads to page n + 1. */
    private static Behaviour page(Received request) {
        int page = number(request);
        String next = page == PAGES ? "null" : "\"" + (page + 1) + "\"";
        return json("{\"data\":[{\"id\":" + page + "}],\"next_cursor\":" + next + "}");
    }

    private static int number(Received request) {
        int cursor = request.target().indexOf("cursor=");
        return cursor < 0 ? 1 : Integer.parseInt(request.target().substring(cursor + "cursor=".length()));
    }

    /** What makes a harness a process in that folder. */
    Consumer<PullHarness> on(Disk disk) {
        return harness -> {
            harness.property("qanat.data", folder.resolve("data").toString());
            harness.property("qanat.state", folder.resolve("state").toString());
            harness.context.getRegistry().bind("disk", Disk.class, disk);
        };
    }

    /** The pull's, with more parameters. */
    String[] routes(String... more) {
        List<String> parameters = new ArrayList<>(List.of("path=/things", "pagination=cursor"));
        parameters.addAll(List.of(more));
        return new String[] {
            RouteText.api(server.url(), "maxAttempts=1"),
            RouteText.pullWith(
                    "- to: { uri: \"table:left\" }\n- to: { uri: \"table:right\" }", parameters.toArray(String[]::new))
        };
    }

    PullHarness process(Disk disk, String... more) throws Exception {
        return PullHarness.prepared(on(disk), routes(more));
    }

    /** The pages in the order in which they were asked for. */
    List<Integer> asked() {
        return server.requests().stream().map(Ledger::number).toList();
    }

    /**
     * Requires that the pages were asked for in their order, only the last one before a process ended once more by the next.
     *
     * @param runs how many runs there were
     */
    void requireAsked(int runs) {
        List<Integer> once = new ArrayList<>();
        for (int page : asked()) {
            if (once.isEmpty() || once.get(once.size() - 1) != page) {
                once.add(page);
            }
        }
        List<Integer> expected = new ArrayList<>();
        for (int run = 0; run < runs; run++) {
            for (int page = 1; page <= PAGES; page++) {
                expected.add(page);
            }
        }
        assertThat(once).as("pages").isEqualTo(expected);
    }

    /** Requires that readers see a whole run in each table, or, before the first, nothing. */
    void requireNothingOrAll() throws IOException {
        for (String table : TABLES) {
            assertThat(ids(table)).as("table %s", table).isIn(List.of(), all());
        }
    }

    /** Requires every row once, in each table, and nothing else on the disk. */
    void requireAllAndTidy() throws IOException {
        for (String table : TABLES) {
            Path place = folder.resolve("data").resolve(table);
            assertThat(ids(table)).as("table %s", table).isEqualTo(all());
            TreeSet<String> files = new TreeSet<>(List.of(".staging", "_manifest.json"));
            table(table).files().forEach(file -> files.add(file.getFileName().toString()));
            assertThat(names(place)).as("table %s", table).containsExactlyElementsOf(files);
            assertThat(names(place.resolve(".staging")))
                    .as("staging of %s", table)
                    .containsExactly("lock");
        }
        assertThat(names(folder.resolve("state/orders"))).containsExactly("holder", "lock", "runs.jsonl", "state.json");
    }

    /** Requires so many runs in the history, the latest of which published. */
    void requireHistory(PullHarness process, int runs) {
        List<RunRecord> history = Pulls.of(process.context).store().runs("orders", Integer.MAX_VALUE);
        assertThat(history).extracting(RunRecord::run).hasSize(runs).doesNotHaveDuplicates();
        assertThat(history.get(0).result()).isEqualTo("ok");
    }

    private static List<Long> all() {
        return LongStream.rangeClosed(1, PAGES).boxed().toList();
    }

    private List<Long> ids(String table) throws IOException {
        return table(table).first(Integer.MAX_VALUE).stream()
                .map(row -> (Long) row.get("id"))
                .toList();
    }

    private TableDescription table(String table) throws IOException {
        return TableDescription.read(folder.resolve("data"), table);
    }

    private static List<String> names(Path place) throws IOException {
        try (Stream<Path> files = Files.list(place)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
