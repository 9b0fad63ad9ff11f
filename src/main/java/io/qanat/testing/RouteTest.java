package io.qanat.testing;

import io.qanat.disk.Disk;
import io.qanat.pull.Pulls;
import io.qanat.pull.RunResult;
import io.qanat.table.TableDescription;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;

/**
 * A test of route files: their pulls run as they do in the program, through Camel, the HTTP client and the table, against a
 * server of this machine that gives the test's {@link Answers}. Waits (rate limit, backoff, {@code Retry-After}) are jumps of
 * a clock. State and tables lie in a folder that goes when this is closed.
 *
 * <pre>{@code
 * try (RouteTest test = RouteTest.of("routes/shop.camel.yaml")
 *         .property("shop.token", "any")
 *         .answers(Answers.recorded(Path.of("src/test/recordings/orders")))
 *         .start()) {
 *     assertThat(test.pull("orders").error()).isNull();
 *     assertThat(test.rows("orders")).hasSize(5);
 * }
 * }</pre>
 *
 * <p>Used by one thread.
 */
public final class RouteTest implements AutoCloseable {
    private final CamelContext context;
    private final boolean own;
    private final AnswerServer server;
    private final Answers answers;
    private final TestClock clock;
    private final Path folder;

    RouteTest(CamelContext context, boolean own, AnswerServer server, Answers answers, TestClock clock, Path folder) {
        this.context = context;
        this.own = own;
        this.server = server;
        this.answers = answers;
        this.clock = clock;
        this.folder = folder;
    }

    /** A test of these route files; paths begin at the current folder, which is the project's with Maven and Gradle. */
    public static RouteTestSetup of(String... files) {
        return new RouteTestSetup(List.of(files).stream().map(Path::of).toList());
    }

    /**
     * Runs a pull now, in this thread.
     *
     * @return how its run ended; of several, one for each window, the last one
     * @throws IllegalArgumentException if there is no pull of that name
     */
    public RunResult pull(String name) {
        return Pulls.of(context).pull(name);
    }

    /** All rows of a table, by column: Long, Double, Boolean, String, BigDecimal, Instant, LocalDate, List, Map or null. */
    public List<Map<String, Object>> rows(String table) {
        try {
            return table(table).first(Integer.MAX_VALUE);
        } catch (IOException e) {
            throw new UncheckedIOException("table " + table + " can't be read", e);
        }
    }

    /** The values of one column of a table, in the order of its rows. */
    public List<Object> column(String table, String column) {
        return rows(table).stream()
                .map(row -> {
                    if (!row.containsKey(column)) {
                        throw new IllegalArgumentException(
                                "table " + table + " has no column " + column + "; there are: " + row.keySet());
                    }
                    return row.get(column);
                })
                .toList();
    }

    /** A line for every column of a table, {@code name  type}; fields of structs are indented below theirs. */
    public List<String> schema(String table) {
        return table(table).schema();
    }

    private TableDescription table(String name) {
        try {
            return TableDescription.read(folder.resolve("data"), name);
        } catch (IOException e) {
            throw new UncheckedIOException("table " + name + " can't be read", e);
        }
    }

    /** The requests that came to the server, those for tokens and the failed ones among them. */
    public List<SentRequest> requests() {
        return answers.requests();
    }

    /** The same as texts: {@code GET /v1/orders?limit=2}. */
    public List<String> requestLines() {
        return requests().stream().map(SentRequest::line).toList();
    }

    /** The waits before further attempts, in their order: of backoff or as the API asked. */
    public List<Duration> waits() {
        return clock.delays();
    }

    /** The clock, which nobody has waited for. */
    public TestClock clock() {
        return clock;
    }

    /** The context that the routes run in. */
    public CamelContext context() {
        return context;
    }

    /** Where the server is: links in answers begin with it. */
    public String url() {
        return server.url();
    }

    /** Stops the context, unless it was given; ends the server and removes what was written. */
    @Override
    public void close() {
        if (own) {
            context.stop();
        }
        server.close();
        try {
            Disk.LOCAL.deleteTree(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(folder + " can't be removed", e);
        }
    }

    /** Where state and tables lie. */
    Path folder() {
        return folder;
    }
}
