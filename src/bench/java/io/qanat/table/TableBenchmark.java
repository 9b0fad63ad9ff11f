package io.qanat.table;

import io.qanat.bench.OrderPages;
import io.qanat.disk.Disk;
import io.qanat.page.Page;
import io.qanat.testserver.Postgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.apache.camel.support.DefaultRegistry;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** A whole run of 200,000 orders from pages in memory to what readers see: rows per second of each format and database. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class TableBenchmark {
    private static final int PAGES = 1_000;
    private static final int ROWS = PAGES * OrderPages.SIZE;

    /** Where the rows go. */
    @Param({"parquet", "jsonl", "csv", "duckdb", "postgresql"})
    public String to = "";

    private final List<byte[]> pages = new ArrayList<>();
    private Path folder = Path.of(".");
    private TableSettings settings = TableSettings.of("t", Map.of());
    private int run;

    /** Makes the pages, which aren't measured. */
    @Setup
    public void makePages() throws IOException, SQLException {
        for (int i = 0; i < PAGES; i++) {
            pages.add(OrderPages.records(i));
        }
        folder = Files.createTempDirectory("qanat-bench");
        settings = TableSettings.of("t", options());
    }

    private Map<String, String> options() throws SQLException {
        Map<String, String> options = new TreeMap<>(Map.of("directory", folder.toString(), "mode", "replace"));
        switch (to) {
            case "duckdb" -> options.put("dataSource", "jdbc:duckdb:" + folder.resolve("t.duckdb"));
            case "postgresql" -> options.putAll(
                    Map.of("dataSource", Postgres.newDatabase(), "user", Postgres.USER));
            default -> options.put("format", to);
        }
        return options;
    }

    /** Removes what was written. */
    @TearDown(Level.Trial)
    public void remove() throws IOException {
        Disk.LOCAL.deleteTree(folder);
    }

    /** A run that replaces the table, durable and visible at its end. */
    @Benchmark
    @OperationsPerInvocation(ROWS)
    public Object rows() throws IOException {
        PageSink sink = open(String.format(Locale.ROOT, "r%06d", ++run));
        try {
            for (int i = 0; i < PAGES; i++) {
                byte[] bytes = pages.get(i);
                sink.write(new Page(i + 1, bytes, 0, bytes.length, Page.Layout.ARRAY, OrderPages.SIZE));
            }
            sink.prepare();
            sink.publish();
            return sink.published();
        } finally {
            sink.release();
        }
    }

    private PageSink open(String id) {
        DatabaseSettings database = settings.database();
        return database == null
                ? TableSink.open(settings, id, null, false, Disk.LOCAL)
                : DatabaseSink.open(
                        settings,
                        database.open(settings.subject(), new DefaultRegistry()),
                        id,
                        null,
                        false,
                        Disk.LOCAL);
    }
}
