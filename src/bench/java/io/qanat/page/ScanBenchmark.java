package io.qanat.page;

import io.qanat.bench.OrderPages;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Finding the cursor and the bounds of the records in a page of 200 orders. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class ScanBenchmark {
    private final Body body = Body.json(OrderPages.answer(7));
    private final ScanPlan plan = ScanPlan.at(Place.of("/data"), List.of(Place.of("/next_cursor")), false);

    /** As it is done: plain records are passed over. */
    @Benchmark
    public Object page() throws IOException {
        return PageScanner.scan(body, plan, Long.MAX_VALUE);
    }

    /** The parser alone, which has the last word. */
    @Benchmark
    public Object parserAlone() throws IOException {
        return PageScanner.whole(body, plan, Long.MAX_VALUE);
    }
}
