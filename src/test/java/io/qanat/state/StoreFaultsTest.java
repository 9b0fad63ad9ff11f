package io.qanat.state;

import static io.qanat.state.Runs.commit;
import static io.qanat.state.Runs.run;
import static io.qanat.state.Runs.state;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qanat.disk.Disk;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class StoreFaultsTest {
    @TempDir
    Path temporary;

    private StateStore store(Path folder) {
        return FileStateStore.open(folder, Disk.LOCAL);
    }

    /** Does it with every disk that dies at a step, and looks at what is there after each; returns the number of steps. */
    private int dyingAtEach(
            FaultyDisk.Fault fault,
            Consumer<StateStore> before,
            Consumer<StateStore> deed,
            Consumer<StateStore> after) {
        for (int step = 0; ; step++) {
            Path folder = temporary.resolve("at-" + step);
            before.accept(store(folder));
            FaultyDisk disk = new FaultyDisk(step, fault);
            try {
                deed.accept(FileStateStore.open(folder, disk));
            } catch (StateException | FaultyDisk.Death e) {
                assertThat(disk.failed()).isTrue();
                assertThat(e.getMessage()).contains(fault.message());
            }
            after.accept(store(folder));
            if (!disk.failed()) {
                return step;
            }
        }
    }

    @ParameterizedTest
    @EnumSource(FaultyDisk.Fault.class)
    void a_state_that_couldnt_be_written_is_the_old_one_or_the_new_one(FaultyDisk.Fault fault) {
        int steps = dyingAtEach(
                fault,
                store -> store.write("orders", state("r1", 1)),
                store -> store.write("orders", state("r2", 2)),
                store -> assertThat(store.read("orders")).isIn(state("r1", 1), state("r2", 2)));

        assertThat(steps).isEqualTo(4);
    }

    @ParameterizedTest
    @EnumSource(FaultyDisk.Fault.class)
    void a_commit_that_broke_off_is_there_whole_or_not_at_all(FaultyDisk.Fault fault) {
        int steps = dyingAtEach(
                fault,
                store -> store.write("orders", state("r1", 1)),
                store -> store.commit(commit("orders", "r2", 2)),
                store -> {
                    assertThat(store.pending("orders")).isIn(null, commit("orders", "r2", 2));
                    assertThat(store.read("orders")).isEqualTo(state("r1", 1));
                });

        assertThat(steps).isEqualTo(4);
    }

    @ParameterizedTest
    @EnumSource(FaultyDisk.Fault.class)
    void a_finish_that_broke_off_is_completed_by_the_next(FaultyDisk.Fault fault) {
        int steps = dyingAtEach(
                fault,
                store -> {
                    store.write("orders", state("r1", 1));
                    store.record(run("orders", "r1"));
                    store.commit(commit("orders", "r2", 2));
                },
                store -> store.finish("orders", "r2"),
                this::finishedOrToBeFinished);

        assertThat(steps).isEqualTo(8);
    }

    private void finishedOrToBeFinished(StateStore store) {
        Commit pending = store.pending("orders");
        if (pending == null) {
            assertThat(store.read("orders")).isEqualTo(state("r2", 2));
        } else {
            assertThat(pending).isEqualTo(commit("orders", "r2", 2));
        }
        store.finish("orders", "r2");
        store.finish("orders", "r2");

        assertThat(store.pending("orders")).isNull();
        assertThat(store.read("orders")).isEqualTo(state("r2", 2));
        assertThat(store.runs("orders", 10)).containsExactly(run("orders", "r2"), run("orders", "r1"));
    }

    @ParameterizedTest
    @EnumSource(FaultyDisk.Fault.class)
    void a_record_that_broke_off_is_there_whole_or_not_at_all(FaultyDisk.Fault fault) {
        int steps = dyingAtEach(
                fault,
                store -> store.record(run("orders", "r1")),
                store -> store.record(run("orders", "r2")),
                store -> {
                    assertThat(store.runs("orders", 10)).last().isEqualTo(run("orders", "r1"));
                    store.record(run("orders", "r2"));
                    store.record(run("orders", "r3"));
                    assertThat(store.runs("orders", 10))
                            .containsExactly(run("orders", "r3"), run("orders", "r2"), run("orders", "r1"));
                });

        assertThat(steps).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6})
    void the_same_store_goes_on_when_the_disk_works_again(int step) {
        FaultyDisk disk = new FaultyDisk(step, FaultyDisk.Fault.NO_SPACE);
        StateStore store = FileStateStore.open(temporary, disk);
        disk.arm(false);
        store.commit(commit("orders", "r1", 1));
        disk.arm(true);

        assertThatThrownBy(() -> store.finish("orders", "r1"))
                .isInstanceOf(StateException.class)
                .hasMessageStartingWith(temporary.resolve("orders").toString())
                .hasMessageContainingAll("No space left on device", "make room", "qanat.state");

        disk.arm(false);
        store.finish("orders", "r1");
        assertThat(store.read("orders")).isEqualTo(state("r1", 1));
        assertThat(store.runs("orders", 10)).containsExactly(run("orders", "r1"));
    }

    @Test
    void a_finish_is_done_though_a_loss_of_power_may_bring_back_its_note() {
        FaultyDisk disk = new FaultyDisk(7, FaultyDisk.Fault.NO_SPACE);
        StateStore store = FileStateStore.open(temporary, disk);
        disk.arm(false);
        store.commit(commit("orders", "r1", 1));
        disk.arm(true);

        store.finish("orders", "r1");

        assertThat(disk.failed()).isTrue();
        assertThat(store.pending("orders")).isNull();
        assertThat(store.read("orders")).isEqualTo(state("r1", 1));
    }

    @Test
    void a_pull_whose_lock_couldnt_be_signed_isnt_taken() {
        store(temporary).write("orders", PullState.NONE);
        StateStore full = FileStateStore.open(temporary, new FaultyDisk(0, FaultyDisk.Fault.NO_SPACE));

        assertThatThrownBy(() -> full.lock("orders")).isInstanceOf(StateException.class);
        assertThat(store(temporary).lock("orders")).isNotNull();
    }
}
