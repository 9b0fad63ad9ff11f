package io.qanat.journal;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.qanat.bench.OrderPages;
import io.qanat.disk.Disk;
import io.qanat.page.Answer;
import io.qanat.page.Headers;
import io.qanat.page.PageRequest;
import io.qanat.settings.NameValue;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Keeping a page of 200 orders, without the sync that comes once a second. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class JournalBenchmark {
    private final Answer answer = new Answer(
            URI.create("https://api.example.com/v1/orders?limit=200"),
            200,
            new Headers(List.of(new NameValue("Content-Type", "application/json"))),
            OrderPages.answer(7));

    private Path folder = Path.of(".");
    private Journal journal;
    private int page;

    /** A journal for each iteration. */
    @Setup(Level.Iteration)
    public void begin() throws IOException {
        folder = Files.createTempDirectory("qanat-bench");
        page = 0;
        journal = Journal.create(
                folder.resolve("r1.journal"),
                JsonNodeFactory.instance.objectNode().put("run", "r1"),
                JournalLimits.NONE,
                SecretMarks.NONE,
                Disk.LOCAL);
    }

    /** Removes it. */
    @TearDown(Level.Iteration)
    public void end() throws IOException {
        journal.close();
        Disk.LOCAL.deleteTree(folder);
    }

    /** One page. */
    @Benchmark
    public void append() throws IOException {
        page++;
        PageRequest next = new PageRequest(
                "GET", "/v1/orders", List.of(new NameValue("cursor", "c" + page)), List.of(), new byte[0]);
        journal.append("", page, answer, next);
    }
}
