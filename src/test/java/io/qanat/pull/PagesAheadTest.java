package io.qanat.pull;

import static io.qanat.testserver.Behaviours.json;
import static io.qanat.testserver.Behaviours.status;
import static org.assertj.core.api.Assertions.assertThat;

import io.qanat.pull.RunResult.Outcome;
import io.qanat.testserver.Behaviour;
import io.qanat.testserver.FaultServer;
import io.qanat.testserver.Received;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.function.IntUnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** Pages that are asked for before the ones in front of them have passed. */
class PagesAheadTest {
    private static final int SIZE = 5;

    /** Rows from an offset on, of so many; a page of {@code size} says the total. */
    private static Behaviour rows(int offset, int size, int there, int total) {
        String rows = IntStream.range(offset, Math.max(offset, Math.min(there, offset + size)))
                .mapToObj(id -> "{\"id\":" + id + "}")
                .collect(Collectors.joining(","));
        return json("{\"data\":[" + rows + "],\"total\":" + total + "}");
    }

    private static int offset(Received request) {
        return Integer.parseInt(request.target().replaceAll(".*offset=(\\d+).*", "$1"));
    }

    private static FaultServer byOffset(IntFunction<Behaviour> answers) throws Exception {
        return FaultServer.choosing(request -> answers.apply(offset(request)));
    }

    private static String[] wide(int pages) {
        return new String[] {
            "path=/things", "pagination=offset", "pageSize=" + SIZE, "totalFrom=/total", "pageConcurrency=" + pages
        };
    }

    private static List<Long> upTo(int end) {
        return LongStream.range(0, end).boxed().toList();
    }

    private static List<Integer> offsets(FaultServer server) {
        return server.requests().stream().map(PagesAheadTest::offset).toList();
    }

    @Test
    void as_many_pages_are_under_way_as_allowed_and_never_more() throws Exception {
        CountDownLatch four = new CountDownLatch(4);
        AtomicInteger active = new AtomicInteger();
        Set<Integer> most = ConcurrentHashMap.newKeySet();
        FaultServer server = byOffset(offset -> (wire, request) -> {
            most.add(active.incrementAndGet());
            if (offset > 0) {
                four.countDown();
                await(four);
            }
            active.decrementAndGet();
            rows(offset, SIZE, 60, 60).play(wire, request);
        });
        try (server;
                PullHarness pull = PullHarness.start(RouteText.api(server.url()), RouteText.pull(wide(4)))) {
            RunResult result = pull.run();
            assertThat(result.error()).isNull();
            assertThat(pull.ids()).isEqualTo(upTo(60));
            assertThat(offsets(server)).hasSize(12).doesNotHaveDuplicates();
            assertThat(most).contains(4).allMatch(count -> count <= 4);
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
    void a_short_page_in_the_middle_leaves_no_hole_and_makes_the_rest_sequential() throws Exception {
        try (FaultServer server = byOffset(offset -> rows(offset, offset == 10 ? 3 : SIZE, 43, 43));
                PullHarness pull = PullHarness.start(RouteText.api(server.url()), RouteText.pull(wide(3)))) {
            assertThat(pull.run().error()).isNull();
            assertThat(pull.ids()).isEqualTo(upTo(43));
            assertThat(offsets(server)).contains(0, 5, 10, 13, 18, 23, 28, 33, 38);
            assertThat(offsets(server).stream().filter(offset -> offset > 20 && offset % 5 == 0))
                    .as("foreseen by the stride, and none after that")
                    .hasSizeLessThanOrEqualTo(1);
        }
    }

    @Test
    void a_page_in_the_middle_of_the_window_is_tried_again_by_itself() throws Exception {
        AtomicInteger limited = new AtomicInteger();
        FaultServer server = byOffset(offset -> offset == 15 && limited.incrementAndGet() < 3
                ? status(429, "Retry-After: 1")
                : rows(offset, SIZE, 40, 40));
        try (server;
                PullHarness pull = PullHarness.start(RouteText.api(server.url()), RouteText.pull(wide(4)))) {
            RunResult result = pull.run();
            assertThat(result.error()).isNull();
            assertThat(pull.ids()).isEqualTo(upTo(40));
            assertThat(server.requests()).hasSize(10);
            assertThat(result.retries()).isEqualTo(2);
            assertThat(result.limited()).isEqualTo(2);
        }
    }

    @Test
    void rows_that_are_deleted_meanwhile_end_the_walk_whatever_the_pages_behind_answer() throws Exception {
        FaultServer server =
                byOffset(offset -> offset >= 10 ? status(404) : rows(offset, SIZE, 10, offset == 0 ? 40 : 10));
        try (server;
                PullHarness pull = PullHarness.start(RouteText.api(server.url()), RouteText.pull(wide(4)))) {
            RunResult result = pull.run();
            assertThat(result.error()).isNull();
            assertThat(pull.ids()).isEqualTo(upTo(10));
        }
    }

    @Test
    void rows_that_are_added_meanwhile_are_pulled_too() throws Exception {
        try (FaultServer server = byOffset(offset -> rows(offset, SIZE, 23, offset == 0 ? 15 : 23));
                PullHarness pull = PullHarness.start(RouteText.api(server.url()), RouteText.pull(wide(4)))) {
            assertThat(pull.run().error()).isNull();
            assertThat(pull.ids()).isEqualTo(upTo(23));
        }
    }

    @Test
    void a_limit_of_pages_is_never_passed() throws Exception {
        String[] parameters = Arrays.copyOf(wide(8), 6);
        parameters[5] = "maxPages=3";
        try (FaultServer server = byOffset(offset -> rows(offset, SIZE, 100, 100));
                PullHarness pull = PullHarness.start(RouteText.api(server.url()), RouteText.pull(parameters))) {
            assertThat(pull.run().error()).isNull();
            assertThat(offsets(server)).containsExactlyInAnyOrder(0, 5, 10);
        }
    }

    @Test
    void a_run_that_failed_in_the_middle_of_a_window_goes_on_at_its_page() throws Exception {
        boolean[] broken = {true};
        FaultServer server = byOffset(offset -> broken[0] && offset == 20 ? status(404) : rows(offset, SIZE, 50, 50));
        try (server;
                PullHarness first = PullHarness.start(RouteText.api(server.url()), RouteText.pull(wide(4)))) {
            assertThat(first.run().error()).contains("status 404");
            first.context.stop();
            broken[0] = false;
            int before = server.requests().size();
            try (PullHarness second = first.another(RouteText.api(server.url()), RouteText.pull(wide(4)))) {
                RunResult resumed = second.run();
                assertThat(resumed.resumed()).isTrue();
                assertThat(second.ids()).isEqualTo(upTo(50));
                assertThat(offsets(server).subList(before, offsets(server).size()))
                        .containsExactlyInAnyOrder(20, 25, 30, 35, 40, 45);
            }
        }
    }

    @Test
    void the_next_page_is_asked_for_before_the_page_at_hand_is_handled() throws Exception {
        CountDownLatch second = new CountDownLatch(1);
        FaultServer server = FaultServer.choosing(request -> {
            if (request.target().contains("cursor=a")) {
                second.countDown();
            }
            return request.target().contains("cursor") ? Things.LAST : Things.FIRST;
        });
        try (server;
                PullHarness pull = PullHarness.prepared(
                        harness -> harness.step("waits", exchange -> await(second)),
                        RouteText.api(server.url()),
                        RouteText.pullWith("- process: { ref: waits }\n" + RouteText.COLLECT, Things.PAGED))) {
            assertThat(pull.run().result()).isEqualTo(Outcome.OK);
            assertThat(pull.ids()).containsExactly(1L, 3L);
            assertThat(server.requests()).hasSize(2);
        }
    }

    /** Whatever the sizes of pages and whatever the width, the rows are those of one page after the other. */
    @Property(tries = 15)
    void the_rows_are_those_of_a_sequential_walk(
            @ForAll @Size(min = 1, max = 12) List<@IntRange(min = 1, max = SIZE) Integer> sizes,
            @ForAll @IntRange(min = 2, max = 6) int width)
            throws Exception {
        int total = sizes.stream().mapToInt(Integer::intValue).sum();
        IntUnaryOperator size = offset -> sizes.get(offset % sizes.size());
        try (FaultServer server = byOffset(offset -> rows(offset, size.applyAsInt(offset), total, total));
                PullHarness pull = PullHarness.start(RouteText.api(server.url()), RouteText.pull(wide(width)))) {
            assertThat(pull.run().error()).isNull();
            assertThat(pull.ids()).isEqualTo(upTo(total));
        }
    }
}
