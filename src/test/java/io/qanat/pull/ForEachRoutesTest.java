package io.qanat.pull;

import static io.qanat.testserver.Behaviours.json;
import static io.qanat.testserver.Behaviours.status;
import static org.assertj.core.api.Assertions.assertThat;

import io.qanat.pull.RunResult.Outcome;
import io.qanat.testserver.FaultServer;
import io.qanat.testserver.Received;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A pull that goes through values, one after the other, side by side or in batches. */
@Timeout(60)
class ForEachRoutesTest {
    @TempDir
    Path folder;

    private static List<String> targets(FaultServer server) {
        return server.requests().stream().map(Received::target).toList();
    }

    private static List<String> rows(PullHarness pull) {
        return pull.rows().stream().map(Object::toString).toList();
    }

    private PullHarness ofFile(FaultServer server, String... parameters) throws Exception {
        Path routes = folder.resolve("routes.camel.yaml");
        Files.writeString(routes, "- beans: []\n" + RouteText.pull(parameters));
        return PullHarness.prepared(harness -> harness.addFile(routes), RouteText.api(server.url()));
    }

    @Test
    void each_value_is_a_column_and_fills_the_path() throws Exception {
        try (FaultServer server = FaultServer.start(json("[{\"a\":1},{}]"), json("[{\"a\":2}]"));
                PullHarness pull = PullHarness.start(
                        RouteText.api(server.url()), RouteText.pull("path=/x/{of}", "forEach=of=list:7, 8,7,, 8"))) {
            assertThat(pull.run().error()).isNull();
            assertThat(rows(pull)).containsExactly("{\"of\":7,\"a\":1}", "{\"of\":7}", "{\"of\":8,\"a\":2}");
            assertThat(targets(server)).containsExactly("/x/7", "/x/8");
        }
    }

    @Test
    void values_of_a_file_stand_one_in_a_line_and_may_hold_anything() throws Exception {
        Files.writeString(folder.resolve("ids.txt"), "\uFEFFa/b?c\n\n  München \r\n\" x,\\\"y \"\na/b?c\n..\n");
        try (FaultServer server = FaultServer.choosing(request -> json("[{}]"));
                PullHarness pull = ofFile(server, "path=/x/{of}/y", "query=q={of}", "forEach=of=file:ids.txt")) {
            assertThat(pull.run().error()).isNull();
            assertThat(rows(pull))
                    .containsExactly(
                            "{\"of\":\"a/b?c\"}", "{\"of\":\"München\"}", "{\"of\":\" x,\\\"y \"}", "{\"of\":\"..\"}");
            assertThat(targets(server))
                    .containsExactly(
                            "/x/a%2Fb%3Fc/y?q=a%2Fb%3Fc",
                            "/x/M%C3%BCnchen/y?q=M%C3%BCnchen",
                            "/x/%20x%2C%22y%20/y?q=%20x%2C%22y%20",
                            "/x/%2E%2E/y?q=..");
        }
    }

    @Test
    void a_file_that_is_not_there_is_told_and_nothing_is_begun() throws Exception {
        try (FaultServer server = FaultServer.choosing(request -> json("[{}]"));
                PullHarness pull = ofFile(server, "path=/x/{of}", "forEach=of=file:ids.txt")) {
            RunResult result = pull.run();
            assertThat(result.result()).isEqualTo(Outcome.FAILED);
            assertThat(result.error())
                    .startsWith("orders: forEach: there is no file ")
                    .contains("ids.txt");
            assertThat(server.requests()).isEmpty();
        }
    }

    @Test
    void a_file_without_values_is_a_run_without_rows() throws Exception {
        Files.writeString(folder.resolve("ids.txt"), "\n\n");
        try (FaultServer server = FaultServer.choosing(request -> json("[{}]"));
                PullHarness pull = ofFile(server, "path=/x/{of}", "forEach=of=file:ids.txt")) {
            RunResult result = pull.run();
            assertThat(result.result()).isEqualTo(Outcome.OK);
            assertThat(result.rows()).isZero();
            assertThat(server.requests()).isEmpty();
        }
    }

    @Test
    void a_record_keeps_its_own_field_of_the_same_value_and_gets_one_for_null() throws Exception {
        try (FaultServer server = FaultServer.start(json("[{\"b\":1,\"id\":\"7\"},{\"id\":null,\"b\":2}]"));
                PullHarness pull = PullHarness.start(
                        RouteText.api(server.url()), RouteText.pull("path=/x/{id}", "forEach=id=list:7"))) {
            assertThat(pull.run().error()).isNull();
            assertThat(rows(pull)).containsExactly("{\"b\":1,\"id\":\"7\"}", "{\"id\":7,\"b\":2}");
        }
    }

    @Test
    void a_record_with_another_value_of_that_name_fails_the_run() throws Exception {
        try (FaultServer server = FaultServer.start(json("[{\"id\":1}]"));
                PullHarness pull = PullHarness.start(
                        RouteText.api(server.url()), RouteText.pull("path=/x/{id}/orders", "forEach=id=list:7"))) {
            assertThat(pull.run().error())
                    .startsWith("orders id=7 page 1: record 1 has a field id of its own with another value than 7")
                    .contains("parent_id");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "query=a=1                    | /x?a=1&ids=1%2C2 | /x?a=1&ids=3",
                "batchIn=repeat, batchParam=i | /x?i=1&i=2       | /x?i=3",
            })
    void batches_go_into_the_query(String parameters, String first, String second) throws Exception {
        String all = "path=/x, forEach=of=file:ids.txt, batchSize=2, " + parameters;
        Files.writeString(folder.resolve("ids.txt"), "1\n2\n3\n");
        try (FaultServer server = FaultServer.choosing(request -> json("[{\"of\":9}]"));
                PullHarness pull = ofFile(server, all.split(", "))) {
            assertThat(pull.run().error()).isNull();
            assertThat(targets(server)).containsExactly(first, second);
            assertThat(rows(pull)).containsExactly("{\"of\":9}", "{\"of\":9}");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1 2 3  | ids             | {\"ids\":[1,2]}                 | {\"ids\":[3]}",
                "1 b 03 | /filter/ids/$in | {\"filter\":{\"ids\":{\"$in\":[\"1\",\"b\"]}}} | {\"filter\":{\"ids\":{\"$in\":[\"03\"]}}}",
            })
    void batches_go_into_the_body(String values, String parameter, String first, String second) throws Exception {
        Files.writeString(folder.resolve("ids.txt"), values.replace(' ', '\n'));
        try (FaultServer server = FaultServer.choosing(request -> json("{\"data\":[{\"a\":1}]}"));
                PullHarness pull = ofFile(
                        server,
                        "path=/x",
                        "method=POST",
                        "forEach=of=file:ids.txt",
                        "batchSize=2",
                        "batchIn=body",
                        "batchParam=" + parameter)) {
            assertThat(pull.run().error()).isNull();
            assertThat(server.requests())
                    .extracting(request -> new String(request.body(), StandardCharsets.UTF_8))
                    .containsExactly(first, second);
            assertThat(server.requests().get(0).headers().first("Content-Type")).isEqualTo("application/json");
        }
    }

    @Test
    void as_many_values_are_pulled_at_the_same_time_as_allowed_and_never_more() throws Exception {
        CountDownLatch together = new CountDownLatch(8);
        AtomicInteger active = new AtomicInteger();
        Set<Integer> most = ConcurrentHashMap.newKeySet();
        FaultServer server = FaultServer.choosing(request -> (wire, asked) -> {
            most.add(active.incrementAndGet());
            together.countDown();
            await(together);
            active.decrementAndGet();
            json("[{}]").play(wire, asked);
        });
        String values = IntStream.range(0, 100).mapToObj(Integer::toString).collect(Collectors.joining("\n"));
        Files.writeString(folder.resolve("ids.txt"), values);
        try (server;
                PullHarness pull =
                        ofFile(server, "path=/x/{of}", "forEach=of=file:ids.txt", "partitionConcurrency=8")) {
            RunResult result = pull.run();
            assertThat(result.error()).isNull();
            assertThat(result.rows()).isEqualTo(100);
            assertThat(targets(server)).hasSize(100).doesNotHaveDuplicates();
            assertThat(most).contains(8).allMatch(count -> count <= 8);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void pages_of_values_that_stay_are_kept_when_the_list_has_changed() throws Exception {
        Files.writeString(folder.resolve("ids.txt"), "a\nb\nbad\n");
        FaultServer server =
                FaultServer.choosing(request -> request.path().equals("/x/bad") ? status(404) : json("[{}]"));
        try (server;
                PullHarness pull = ofFile(server, "path=/x/{of}", "forEach=of=file:ids.txt")) {
            assertThat(pull.run().error()).contains("status 404");
            Files.writeString(folder.resolve("ids.txt"), "b\nc\n");
            RunResult resumed = pull.run();
            assertThat(resumed.error()).isNull();
            assertThat(resumed.resumed()).isTrue();
            assertThat(rows(pull)).containsExactly("{\"of\":\"b\"}", "{\"of\":\"c\"}");
            assertThat(targets(server)).containsExactly("/x/a", "/x/b", "/x/bad", "/x/c");
        }
    }

    @Test
    void a_slice_that_fails_makes_none_of_the_values_behind_it() throws Exception {
        String values = IntStream.range(0, 5_000).mapToObj(Integer::toString).collect(Collectors.joining("\n"));
        Files.writeString(folder.resolve("ids.txt"), values);
        try (FaultServer server = FaultServer.choosing(request -> status(404));
                PullHarness pull =
                        ofFile(server, "path=/x/{of}", "forEach=of=file:ids.txt", "partitionConcurrency=2")) {
            assertThat(pull.run().result()).isEqualTo(Outcome.FAILED);
            assertThat(server.requests()).hasSizeBetween(1, 4);
        }
    }
}
