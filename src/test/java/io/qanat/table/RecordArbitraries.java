package io.qanat.table;

import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** Records that meet: few names, many types. */
final class RecordArbitraries {
    private RecordArbitraries() {}

    /** How many records each page has. */
    static Arbitrary<List<Integer>> cuts() {
        return Arbitraries.integers().between(0, 6).list().ofMaxSize(12);
    }

    /** A run's records, written as JSON. */
    static Arbitrary<List<String>> records() {
        return Arbitraries.frequencyOf(Tuple.of(12, objects(3)), Tuple.of(1, scalars()))
                .list()
                .ofMinSize(1)
                .ofMaxSize(25);
    }

    private static Arbitrary<String> values(int depth) {
        return depth == 0
                ? scalars()
                : Arbitraries.frequencyOf(
                        Tuple.of(5, scalars()),
                        Tuple.of(1, Arbitraries.lazy(() -> objects(depth - 1))),
                        Tuple.of(2, Arbitraries.lazy(() -> arrays(depth - 1))));
    }

    private static Arbitrary<String> objects(int depth) {
        Arbitrary<String> name = Arbitraries.of("a", "b", "a.b", "A", "b__text", "", "value");
        Arbitrary<String> member =
                Combinators.combine(name, values(depth)).as((key, value) -> "\"" + key + "\":" + value);
        return member.list().ofMaxSize(5).map(members -> "{" + String.join(",", members) + "}");
    }

    private static Arbitrary<String> arrays(int depth) {
        return Arbitraries.oneOf(similar(depth), values(depth).list().ofMaxSize(3))
                .map(values -> "[" + String.join(",", values) + "]");
    }

    private static Arbitrary<List<String>> similar(int depth) {
        return values(depth).map(value -> Arrays.asList(value, "null", value));
    }

    private static Arbitrary<String> scalars() {
        return Arbitraries.of(
                "null",
                "null",
                "null",
                "0",
                "1",
                "-7",
                "2.5",
                "0.1",
                "1e3",
                "9007199254740992",
                "9007199254740993",
                "9223372036854775807",
                "9223372036854775808",
                "1e400",
                "0.1234567890123456789",
                "true",
                "false",
                "\"\"",
                "\"text\"",
                "\"é🎁\\n\"",
                "\"2024-02-29\"",
                "\"2024-02-29T12:00:00Z\"",
                "\"2024-02-29T12:00:00.123456Z\"");
    }
}
