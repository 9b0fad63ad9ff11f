package io.qanat.journal;

import static io.qanat.journal.Answers.HEADER;
import static io.qanat.journal.Answers.answer;
import static io.qanat.journal.Answers.note;
import static io.qanat.journal.Answers.same;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Room on the disk and in memory, and threads. */
class RoomTest {
    @TempDir
    Path folder;

    private final FaultyDisk disk = FaultyDisk.sound();
    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("orders.journal");
    }

    private Journal create(JournalLimits limits) throws IOException {
        return Journal.create(file, HEADER, limits, SecretMarks.NONE, disk);
    }

    private static void append(Journal journal, int number) throws IOException {
        journal.append("a", number, answer("a", number, 1000), null);
    }

    /** Appends pages until one is refused; how many there are then. */
    private static int fill(Journal journal) throws IOException {
        int number = 1;
        try {
            while (number < 10_000) {
                append(journal, number);
                number++;
            }
        } catch (JournalFullException e) {
            assertThat(journal.pages()).isEqualTo(number - 1);
        }
        return number - 1;
    }

    @Test
    void the_file_never_passes_its_limit_and_the_message_names_the_setting() throws IOException {
        int pages;
        try (Journal journal = create(new JournalLimits(20_000, 0))) {
            pages = fill(journal);
            assertThat(pages).isBetween(15, 19);
            assertThatThrownBy(() -> append(journal, 99))
                    .isInstanceOf(JournalFullException.class)
                    .hasMessageStartingWith(file.toString())
                    .hasMessageContaining("qanat.journal.maxSize (20000 bytes)")
                    .hasMessageContaining("raise the setting");
            same(journal.answer("a", pages), answer("a", pages, 1000));
        }
        assertThat(Files.size(file)).isLessThanOrEqualTo(20_000);
        try (Journal journal = Answers.open(file)) {
            assertThat(journal.pages()).isEqualTo(pages);
        }
    }

    @Test
    void what_must_stay_free_stays_free() throws IOException {
        disk.free(50_000);
        try (Journal journal = create(new JournalLimits(Long.MAX_VALUE, 40_000))) {
            long begin = journal.length();
            int pages = 0;
            while (pages < 100 && appended(journal, pages + 1)) {
                pages++;
                disk.free(50_000 - (journal.length() - begin));
            }
            assertThat(pages).isBetween(7, 9);
            assertThatThrownBy(() -> append(journal, 99))
                    .isInstanceOf(JournalFullException.class)
                    .hasMessageContaining("qanat.journal.minFree keeps 40000");
            assertThat(journal.length() - begin).isLessThanOrEqualTo(10_000);
        }
    }

    private static boolean appended(Journal journal, int number) throws IOException {
        try {
            append(journal, number);
            return true;
        } catch (JournalFullException e) {
            return false;
        }
    }

    @Test
    void others_that_fill_the_disk_are_noticed_after_the_next_sync() throws IOException {
        disk.free(1 << 30);
        try (Journal journal = create(new JournalLimits(Long.MAX_VALUE, 1 << 20))) {
            append(journal, 1);
            disk.free(1000);
            journal.syncIfDirty();
            assertThatThrownBy(() -> append(journal, 2)).isInstanceOf(JournalFullException.class);
            disk.free(1 << 30);
            append(journal, 2);
        }
    }

    @Test
    void the_disk_is_not_asked_for_every_page() throws IOException {
        disk.free(1 << 30);
        try (Journal journal = create(new JournalLimits(Long.MAX_VALUE, 1 << 20))) {
            for (int number = 1; number <= 100; number++) {
                append(journal, number);
            }
            assertThat(disk.asked()).isEqualTo(1);
        }
    }

    @Test
    void a_full_journal_still_takes_the_note_that_says_so() throws IOException {
        try (Journal journal = create(new JournalLimits(5_000, 0))) {
            fill(journal);
            journal.note(note("no room"));
        }
        try (Journal journal = Answers.open(file)) {
            assertThat(journal.notes()).extracting(Noted::note).containsExactly(note("no room"));
        }
    }

    @Test
    void limits_that_make_no_sense_are_refused() {
        assertThatThrownBy(() -> new JournalLimits(0, 0)).hasMessageContaining("qanat.journal.maxSize is 0");
        assertThatThrownBy(() -> new JournalLimits(1, -1)).hasMessageContaining("qanat.journal.minFree is -1");
    }

    @Test
    void pages_are_stored_while_the_disk_syncs() throws Exception {
        ExecutorService other = Executors.newSingleThreadExecutor();
        try (Journal journal = create(JournalLimits.NONE)) {
            append(journal, 1);
            disk.syncing(() -> other.submit(() -> {
                        append(journal, 2);
                        return null;
                    })
                    .get(20, TimeUnit.SECONDS));
            journal.sync();
            disk.syncing(null);
            same(journal.answer("a", 2), answer("a", 2, 1000));
            int before = disk.syncs();
            journal.syncIfDirty();
            assertThat(disk.syncs()).isEqualTo(before + 1);
        } finally {
            other.shutdownNow();
        }
        try (Journal journal = Answers.open(file)) {
            assertThat(journal.pages()).isEqualTo(2);
        }
    }

    @Test
    void slices_store_and_read_their_pages_at_the_same_time() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(5);
        try (Journal journal = create(JournalLimits.NONE)) {
            List<Future<Object>> slices = List.of("a", "b", "c", "d").stream()
                    .map(slice -> threads.submit(() -> walk(journal, slice)))
                    .toList();
            while (!slices.stream().allMatch(Future::isDone)) {
                journal.sync();
            }
            for (Future<Object> slice : slices) {
                slice.get(20, TimeUnit.SECONDS);
            }
        } finally {
            threads.shutdownNow();
        }
        try (Journal journal = Answers.open(file)) {
            assertThat(journal.pages()).isEqualTo(400);
            assertThat(journal.pages("c")).isEqualTo(100);
            same(journal.answer("c", 99), answer("c", 99, 1000));
        }
    }

    private static Object walk(Journal journal, String slice) throws IOException {
        for (int number = 1; number <= 100; number++) {
            journal.append(slice, number, answer(slice, number, 1000), null);
            same(journal.answer(slice, number), answer(slice, number, 1000));
        }
        return journal;
    }

    @Test
    void a_long_run_is_replayed_with_a_heap_of_16_MiB() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx16m",
                        "-XX:+UseSerialGC",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        LongRun.class.getName(),
                        file.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        assertThat(said.strip()).isEqualTo("2000 pages, 200000000 bytes");
    }
}
