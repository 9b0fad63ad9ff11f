package io.qanat.state;

import static io.qanat.state.Runs.NOON;
import static io.qanat.state.Runs.commit;
import static io.qanat.state.Runs.run;
import static io.qanat.state.Runs.state;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.qanat.page.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every store promises. */
abstract class StateStoreContract {
    private final List<StateStore> opened = new ArrayList<>();
    private StateStore store;

    /** The setting that leads to this test's own state. */
    abstract String setting();

    /** One more store of this test's own state. */
    abstract StateStore another();

    StateStore open() {
        StateStore another = another();
        opened.add(another);
        return another;
    }

    @BeforeEach
    void openStore() throws Exception {
        store = open();
    }

    @AfterEach
    void closeStores() {
        opened.forEach(StateStore::close);
    }

    @Test
    void nothing_is_remembered_before_the_first_run() {
        assertThat(store.read("orders")).isEqualTo(PullState.NONE);
        assertThat(store.pending("orders")).isNull();
        assertThat(store.runs("orders", 10)).isEmpty();
        assertThat(store.runs(null, 10)).isEmpty();
        assertThat(store.pulls()).isEmpty();
    }

    @Test
    void what_one_store_writes_another_reads() {
        store.write("orders", state("r1", 7));

        assertThat(open().read("orders")).isEqualTo(state("r1", 7));
        assertThat(open().pulls()).containsExactly("orders");
    }

    @Test
    void the_last_written_state_counts() {
        store.write("orders", state("r1", 7));
        store.write("orders", PullState.NONE);

        assertThat(open().read("orders")).isEqualTo(PullState.NONE);
    }

    @Test
    void values_of_every_shape_come_back_as_they_were() throws Exception {
        JsonNode values = Json.MAPPER.readTree("""
                {"text": "ä \\uD83D\\uDE00 \\" \\\\ \\n", "null": null, "yes": true, "list": [1, "2", []], "object": {"b": {}, "a": 1},
                 "long": 9007199254740993, "huge": 123456789012345678901234567890, "decimal": 1.50, "small": 1E-7}""");
        PullState state = new PullState(null, StateJson.values(values));
        store.write("orders", state);

        assertThat(open().read("orders")).isEqualTo(state);
    }

    @Test
    void a_commit_is_pending_and_the_state_is_still_the_old_one() {
        store.write("orders", state("r1", 7));
        store.commit(commit("orders", "r2", 8));

        StateStore another = open();
        assertThat(another.pending("orders")).isEqualTo(commit("orders", "r2", 8));
        assertThat(another.read("orders")).isEqualTo(state("r1", 7));
        assertThat(another.runs("orders", 10)).isEmpty();
    }

    @Test
    void a_pull_whose_first_run_is_pending_is_among_the_pulls() {
        store.commit(commit("orders", "r1", 8));

        assertThat(open().pulls()).containsExactly("orders");
    }

    @Test
    void a_finished_run_is_the_last_one_and_in_the_history() {
        store.commit(commit("orders", "r2", 8));
        open().finish("orders", "r2");

        StateStore another = open();
        assertThat(another.pending("orders")).isNull();
        assertThat(another.read("orders")).isEqualTo(state("r2", 8));
        assertThat(another.runs("orders", 10)).containsExactly(run("orders", "r2"));
    }

    @Test
    void a_run_that_is_finished_twice_has_the_same_result() {
        store.commit(commit("orders", "r2", 8));
        store.finish("orders", "r2");
        store.write("orders", state("r2", 99));
        store.finish("orders", "r2");

        assertThat(store.read("orders")).isEqualTo(state("r2", 99));
        assertThat(store.runs("orders", 10)).hasSize(1);
    }

    @Test
    void an_abandoned_run_leaves_nothing() {
        store.commit(commit("orders", "r2", 8));
        store.abandon("orders", "r1");
        assertThat(store.pending("orders")).isEqualTo(commit("orders", "r2", 8));

        store.abandon("orders", "r2");
        store.abandon("orders", "r2");

        assertThat(store.pending("orders")).isNull();
        assertThat(store.read("orders")).isEqualTo(PullState.NONE);
        assertThat(store.runs("orders", 10)).isEmpty();
    }

    @Test
    void only_the_pending_run_is_finished() {
        store.commit(commit("orders", "r2", 8));
        store.finish("orders", "r1");
        store.finish("customers", "r2");

        assertThat(store.pending("orders")).isEqualTo(commit("orders", "r2", 8));
        assertThat(store.read("orders")).isEqualTo(PullState.NONE);
    }

    @Test
    void a_commit_may_be_noted_again_but_not_that_of_another_run() {
        store.commit(commit("orders", "r2", 8));
        store.commit(commit("orders", "r2", 9));

        assertThatThrownBy(() -> store.commit(commit("orders", "r3", 10)))
                .isInstanceOf(StateException.class)
                .hasMessageContainingAll("orders", "r2", "r3");
        assertThat(store.pending("orders")).isEqualTo(commit("orders", "r2", 9));
    }

    @Test
    void pulls_dont_see_each_other() {
        store.write("orders", state("o1", 1));
        store.commit(commit("customers", "c1", 2));
        store.record(run("orders", "o0"));

        assertThat(store.read("customers")).isEqualTo(PullState.NONE);
        assertThat(store.pending("orders")).isNull();
        assertThat(store.runs("customers", 10)).isEmpty();
        assertThat(store.pulls()).containsExactlyInAnyOrder("orders", "customers");
    }

    @Test
    void names_of_pulls_may_hold_anything() {
        List<String> names = List.of(
                "a/b",
                "a\\b",
                "..",
                ".",
                ".hidden",
                "a b",
                "ä€😀",
                "100%",
                "%2E",
                "x:y*?",
                "a.b",
                "'; drop table x",
                "nul\nline");
        for (String name : names) {
            store.commit(commit(name, "run of " + name, 1));
            store.finish(name, "run of " + name);
        }

        assertThat(open().pulls()).containsExactlyInAnyOrderElementsOf(names);
        for (String name : names) {
            assertThat(open().read(name).lastRun()).isEqualTo("run of " + name);
        }
    }

    @Test
    void the_history_shows_the_latest_run_first_though_the_clock_was_set_back() {
        store.record(run("orders", "r1", NOON));
        store.record(run("orders", "r2", NOON.minusSeconds(86_400)));
        store.commit(commit("orders", "r3", 1));
        store.finish("orders", "r3");
        store.record(run("orders", "r4", NOON.minusSeconds(500)));

        assertThat(store.runs("orders", 10)).extracting(RunRecord::run).containsExactly("r4", "r3", "r2", "r1");
        assertThat(store.runs("orders", 2)).extracting(RunRecord::run).containsExactly("r4", "r3");
    }

    @Test
    void the_history_of_all_pulls_is_one() {
        store.record(run("orders", "o1", NOON));
        store.record(run("customers", "c1", NOON.plusSeconds(1)));
        store.record(run("orders", "o2", NOON.plusSeconds(2)));

        assertThat(store.runs(null, 10)).extracting(RunRecord::run).containsExactly("o2", "c1", "o1");
        assertThat(store.runs(null, 2)).extracting(RunRecord::run).containsExactly("o2", "c1");
    }

    @Test
    void a_run_is_in_the_history_once_as_it_was_recorded_last() {
        store.record(run("orders", "r1", NOON, "stopped for a while"));
        store.record(run("orders", "r2", NOON.plusSeconds(1)));
        store.record(run("orders", "r1", NOON.plusSeconds(2)));

        assertThat(open().runs("orders", 10))
                .containsExactly(run("orders", "r1", NOON.plusSeconds(2)), run("orders", "r2", NOON.plusSeconds(1)));
    }

    @Test
    void an_error_may_quote_what_no_file_or_database_takes() {
        store.record(run("orders", "r1", NOON, "body: \0 and half a \uD83D"));

        assertThat(open().runs("orders", 1))
                .extracting(RunRecord::error)
                .containsExactly("body: \uFFFD and half a \uFFFD");
    }

    @Test
    void a_pull_is_taken_once_whichever_store_asks() {
        PullLock lock = store.lock("orders");

        assertThat(lock).isNotNull();
        assertThat(store.lock("orders")).isNull();
        assertThat(open().lock("orders")).isNull();
        assertThatCode(lock::requireHeld).doesNotThrowAnyException();
    }

    @Test
    void another_pull_is_free() {
        store.lock("orders");

        assertThat(store.lock("customers")).isNotNull();
    }

    @Test
    void a_freed_pull_can_be_taken_again() {
        store.lock("orders").close();

        assertThat(open().lock("orders")).isNotNull();
    }

    @Test
    void a_lock_that_is_closed_twice_takes_the_pull_from_nobody() {
        PullLock first = store.lock("orders");
        first.close();
        PullLock second = open().lock("orders");
        first.close();

        assertThat(store.lock("orders")).isNull();
        assertThatCode(second::requireHeld).doesNotThrowAnyException();
        assertThatThrownBy(first::requireHeld)
                .isInstanceOf(StateException.class)
                .hasMessageStartingWith("orders: ");
    }

    @Test
    void a_store_that_closes_frees_what_it_has_taken() {
        StateStore another = open();
        another.lock("orders");
        another.close();

        assertThat(store.lock("orders")).isNotNull();
    }

    @Test
    void the_holder_is_named() {
        store.lock("orders");

        assertThat(open().holder("orders"))
                .startsWith("process " + ProcessHandle.current().pid() + " on host ")
                .matches(".* since \\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ");
    }

    @Test
    void nobody_known_is_another_process() {
        assertThat(store.holder("orders")).isEqualTo("another process");
    }

    @Test
    void a_pull_is_free_when_the_process_that_has_taken_it_is_killed() throws Exception {
        try (LockingProcess process = LockingProcess.start(setting(), "orders")) {
            assertThat(store.lock("orders")).isNull();
            assertThat(store.holder("orders")).startsWith("process " + process.pid() + " on host ");

            process.kill();
            assertThat(lockInTime("orders")).isNotNull();
        }
    }

    /** A database notices a moment later that a process is gone. */
    PullLock lockInTime(String pull) {
        long end = System.nanoTime() + 20_000_000_000L;
        PullLock lock = store.lock(pull);
        while (lock == null && System.nanoTime() < end) {
            Thread.onSpinWait();
            lock = store.lock(pull);
        }
        return lock;
    }

    @Test
    void looking_at_a_taken_pull_doesnt_free_it_for_another_process() {
        store.lock("orders");
        StateStore another = open();
        another.lock("orders");
        another.holder("orders");
        another.close();

        assertThatThrownBy(() -> LockingProcess.start(setting(), "orders").close())
                .hasMessage("it couldn't take orders");
    }

    @Test
    void of_all_that_ask_at_once_one_gets_the_pull() throws Exception {
        List<Callable<PullLock>> attempts = new ArrayList<>();
        CyclicBarrier start = new CyclicBarrier(8);
        for (int i = 0; i < 8; i++) {
            StateStore asking = i % 2 == 0 ? store : open();
            attempts.add(() -> {
                start.await();
                return asking.lock("orders");
            });
        }
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            int taken = 0;
            for (Future<PullLock> attempt : threads.invokeAll(attempts)) {
                taken += attempt.get() == null ? 0 : 1;
            }
            assertThat(taken).isOne();
        } finally {
            threads.shutdown();
        }
    }

    @Test
    void an_interrupted_thread_can_still_free_a_pull() {
        PullLock lock = store.lock("orders");
        Thread.currentThread().interrupt();
        try {
            lock.close();
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }

        assertThat(open().lock("orders")).isNotNull();
    }
}
