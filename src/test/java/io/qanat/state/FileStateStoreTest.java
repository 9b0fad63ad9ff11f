package io.qanat.state;

import static io.qanat.state.Runs.commit;
import static io.qanat.state.Runs.run;
import static io.qanat.state.Runs.state;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qanat.disk.Disk;
import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileStateStoreTest extends StateStoreContract {
    @TempDir
    Path temporary;

    @Override
    String setting() {
        return temporary.resolve("state/here").toString();
    }

    @Override
    StateStore another() {
        return FileStateStore.open(Path.of(setting()), Disk.LOCAL);
    }

    private Path file(String name) {
        return Path.of(setting()).resolve("orders").resolve(name);
    }

    private static String line(String run) {
        return StateJson.run(run("orders", run)) + "\n";
    }

    @Test
    void reading_makes_no_folder() {
        StateStore store = open();
        store.read("orders");
        store.pending("orders");
        store.runs(null, 1);

        assertThat(temporary.resolve("state")).doesNotExist();
    }

    @Test
    void a_damaged_state_is_an_error_that_names_the_file_and_what_to_do() throws IOException {
        open().write("orders", state("r1", 7));
        for (String damaged :
                new String[] {"", "{", "[]", "null", "{}", "{\"format\":1}", "\0\0\0", "{\"format\":1}x"}) {
            Files.writeString(file("state.json"), damaged);

            assertThatThrownBy(() -> open().read("orders"))
                    .as(damaged)
                    .isInstanceOf(StateException.class)
                    .hasMessageStartingWith(file("state.json") + ": it is damaged")
                    .hasMessageContaining("put back a copy of it, or remove it");
        }
    }

    @Test
    void a_state_cut_off_anywhere_is_an_error() throws IOException {
        open().write("orders", state("r1", 7));
        byte[] whole = Files.readAllBytes(file("state.json"));
        // The last byte is a line's end.
        for (int length = 0; length < whole.length - 1; length++) {
            Files.write(file("state.json"), Arrays.copyOf(whole, length));

            assertThatThrownBy(() -> open().read("orders"))
                    .as("%d bytes", length)
                    .isInstanceOf(StateException.class);
        }
    }

    @Test
    void a_damaged_commit_is_an_error_that_names_the_file() throws IOException {
        open().commit(commit("orders", "r1", 7));
        Files.writeString(file("commit.json"), "{\"format\":1,\"pull\":\"orders\"}");

        assertThatThrownBy(() -> open().pending("orders"))
                .isInstanceOf(StateException.class)
                .hasMessageStartingWith(file("commit.json") + ": it is damaged");
    }

    @Test
    void a_state_of_a_newer_version_is_not_touched() throws IOException {
        open().write("orders", state("r1", 7));
        Files.writeString(file("state.json"), "{\"format\":2}");

        assertThatThrownBy(() -> open().read("orders"))
                .isInstanceOf(StateException.class)
                .hasMessageContaining("its format is 2");
    }

    @Test
    void a_torn_last_line_of_the_history_is_repaired() throws IOException {
        StateStore store = open();
        store.record(run("orders", "r1"));
        String line = line("r2");
        for (int length = 1; length < line.length() - 1; length++) {
            Files.writeString(file("runs.jsonl"), line("r1") + line.substring(0, length));

            assertThat(store.runs("orders", 10)).containsExactly(run("orders", "r1"));
            store.record(run("orders", "r3"));
            assertThat(file("runs.jsonl")).hasContent(line("r1") + line("r3"));
        }
    }

    @Test
    void a_whole_last_line_without_its_end_is_kept() throws IOException {
        open().record(run("orders", "r1"));
        Files.writeString(file("runs.jsonl"), line("r1").strip());
        open().record(run("orders", "r2"));

        assertThat(open().runs("orders", 10)).containsExactly(run("orders", "r2"), run("orders", "r1"));
    }

    @Test
    void a_damaged_line_of_the_history_hides_no_other() throws IOException {
        open().record(run("orders", "r1"));
        Files.writeString(file("runs.jsonl"), "\0\0\uFFFD{\n" + line("r2"), StandardOpenOption.APPEND);

        assertThat(open().runs("orders", 10)).containsExactly(run("orders", "r2"), run("orders", "r1"));
    }

    @Test
    void the_history_is_cut_back_to_the_last_thousand_runs() throws IOException {
        open().record(run("orders", "r0"));
        Files.writeString(
                file("runs.jsonl"),
                IntStream.range(1, 1_998).mapToObj(i -> line("r" + i)).collect(Collectors.joining()),
                StandardOpenOption.APPEND);
        open().record(run("orders", "r1998"));
        assertThat(Files.readAllLines(file("runs.jsonl"))).hasSize(1_999);

        open().record(run("orders", "r1999"));

        assertThat(Files.readAllLines(file("runs.jsonl"))).hasSize(1_000);
        assertThat(open().runs("orders", 5_000))
                .extracting(RunRecord::run)
                .containsExactlyElementsOf(IntStream.rangeClosed(1_000, 1_999)
                        .mapToObj(i -> "r" + (2_999 - i))
                        .toList());
    }

    @Test
    void a_folder_that_cant_be_made_is_named() throws IOException {
        Files.writeString(temporary.resolve("state"), "a file");
        StateStore store = open();

        for (Runnable write : new Runnable[] {
            () -> store.write("orders", PullState.NONE),
            () -> store.commit(commit("orders", "r1", 1)),
            () -> store.record(run("orders", "r1")),
            () -> store.lock("orders")
        }) {
            assertThatThrownBy(write::run)
                    .isInstanceOf(StateException.class)
                    .hasMessageContainingAll(
                            temporary.resolve("state").toString(), "set qanat.state to another folder");
        }
    }

    @Test
    void a_file_in_place_of_the_folder_is_an_error_to_a_reader_too() throws IOException {
        Files.writeString(temporary.resolve("state"), "a file");

        assertThatThrownBy(() -> open().read("orders"))
                .isInstanceOf(StateException.class)
                .hasMessageContainingAll("Not a directory", "set qanat.state to another folder");
        assertThatThrownBy(() -> open().pulls()).isInstanceOf(StateException.class);
    }

    @Test
    void a_folder_that_takes_no_files_is_named() {
        StateStore store = FileStateStore.open(Path.of("/proc"), Disk.LOCAL);

        assertThatThrownBy(() -> store.write("orders", PullState.NONE))
                .isInstanceOf(StateException.class)
                .hasMessageStartingWith("/proc/orders: can't be written");
    }

    @Test
    void a_name_that_no_folder_can_have_is_refused() {
        assertThatThrownBy(() -> open().read("x".repeat(251)))
                .isInstanceOf(StateException.class)
                .hasMessageContaining("give the route another id");
        assertThatThrownBy(() -> open().read("")).isInstanceOf(StateException.class);
    }

    @Test
    void what_others_keep_in_the_folder_is_no_pull() throws IOException {
        open().write("orders", PullState.NONE);
        Files.createDirectories(Path.of(setting()).resolve("customers/journal"));
        Files.writeString(Path.of(setting()).resolve("README%"), "x");

        assertThat(open().pulls()).containsExactly("orders");
    }

    @Test
    void a_lock_whose_file_was_removed_is_held_no_longer() throws IOException {
        PullLock lock = open().lock("orders");
        Files.delete(file("lock"));

        assertThatThrownBy(lock::requireHeld)
                .isInstanceOf(StateException.class)
                .hasMessageContainingAll("orders", file("lock").toString());
    }

    @Test
    void a_lock_file_that_was_removed_is_made_again() throws IOException {
        open().lock("orders").close();
        Files.delete(file("lock"));

        PullLock lock = open().lock("orders");
        lock.requireHeld();
        assertThat(file("lock")).exists();
    }

    @Test
    void a_link_to_the_folder_is_the_same_folder() throws IOException {
        open().lock("orders");
        Path link = Files.createSymbolicLink(temporary.resolve("link"), Path.of(setting()));

        assertThat(FileStateStore.open(link, Disk.LOCAL).lock("orders")).isNull();
    }

    @Test
    void an_interrupted_thread_is_told_so() {
        Thread.currentThread().interrupt();
        try {
            assertThatThrownBy(() -> open().write("orders", state("r1", 1)))
                    .isInstanceOf(StateException.class)
                    .hasMessageContaining("it was interrupted");
        } finally {
            Thread.interrupted();
        }
    }

    /** As two web applications in one server have each a copy of the library. */
    @Test
    void another_copy_of_the_classes_in_the_same_process_neither_takes_nor_frees_a_taken_pull() throws Exception {
        open().lock("orders");
        List<URL> path = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            path.add(Path.of(entry).toUri().toURL());
        }
        try (URLClassLoader copy = new URLClassLoader(path.toArray(URL[]::new), ClassLoader.getPlatformClassLoader())) {
            Class<?> probe = copy.loadClass(Probe.class.getName());
            assertThat(probe).isNotSameAs(Probe.class);
            Supplier<?> answer =
                    (Supplier<?>) probe.getConstructor(String.class).newInstance(setting());
            assertThat(answer.get()).isEqualTo(false);
            assertThat(answer.get()).isEqualTo(false);
        }

        assertThatThrownBy(() -> LockingProcess.start(setting(), "orders").close())
                .hasMessage("it couldn't take orders");
    }

    /** Whether it can take the pull. */
    public static final class Probe implements Supplier<Boolean> {
        private final String folder;

        public Probe(String folder) {
            this.folder = folder;
        }

        @Override
        public Boolean get() {
            try (StateStore store = FileStateStore.open(Path.of(folder), Disk.LOCAL)) {
                return store.lock("orders") != null;
            }
        }
    }
}
