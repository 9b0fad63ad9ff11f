package io.qanat.table;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.qanat.bench.OrderPages;
import io.qanat.page.Json;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** What a record that doesn't fit yet costs: the schema learns from it. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class InferenceBenchmark {
    private final List<ObjectNode> records = new ArrayList<>();
    private final Inference inference =
            new Inference("table t", Declarations.NONE, Nested.STRUCT, new Fit(), Twins.APART);

    /** Reads a page as trees. */
    @Setup
    public void read() throws IOException {
        Json.MAPPER.readTree(OrderPages.records(7)).forEach(record -> records.add((ObjectNode) record));
    }

    /** The schema of a page, from none; for one record. */
    @Benchmark
    @OperationsPerInvocation(OrderPages.SIZE)
    public Object observe() {
        Type.Struct schema = Type.Struct.EMPTY;
        for (ObjectNode record : records) {
            schema = inference.observe(schema, record);
        }
        return schema;
    }
}
