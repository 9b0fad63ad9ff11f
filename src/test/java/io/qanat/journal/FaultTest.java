package io.qanat.journal;

import static io.qanat.journal.Answers.HEADER;
import static io.qanat.journal.Answers.answer;
import static io.qanat.journal.Answers.note;
import static io.qanat.journal.Answers.open;
import static io.qanat.journal.Answers.same;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qanat.disk.Disk;
import io.qanat.journal.FaultyDisk.Step;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FaultTest {
    @TempDir
    Path folder;

    private final FaultyDisk disk = FaultyDisk.sound();
    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("orders.journal");
    }

    private Journal create(Disk on) throws IOException {
        return Journal.create(file, HEADER, JournalLimits.NONE, SecretMarks.NONE, on);
    }

    private static void append(Journal journal, int number) throws IOException {
        journal.append("a", number, answer("a", number, 1000), null);
    }

    private static void requirePages(Journal journal, int... numbers) throws IOException {
        assertThat(journal.pages()).isEqualTo(numbers.length);
        for (int number : numbers) {
            requirePage(journal, number);
        }
    }

    private static void requirePage(Journal journal, int number) throws IOException {
        same(journal.answer("a", number), answer("a", number, 1000));
    }

    @Test
    void a_full_disk_stops_an_append_and_leaves_all_before_it_whole() throws IOException {
        try (Journal journal = create(disk)) {
            append(journal, 1);
            long length = journal.length();
            disk.failing(Step.WRITE);
            assertThatThrownBy(() -> append(journal, 2))
                    .isInstanceOf(IOException.class)
                    .hasMessageStartingWith(file.toString())
                    .hasMessageContaining("No space left on device")
                    .hasMessageContaining("start again");
            assertThat(journal.length()).isEqualTo(length).isEqualTo(Files.size(file));
            requirePages(journal, 1);
        }
        try (Journal journal = open(file)) {
            requirePages(journal, 1);
        }
    }

    @Test
    void a_disk_that_has_room_again_takes_pages_again() throws IOException {
        try (Journal journal = create(disk)) {
            append(journal, 1);
            disk.failing(Step.WRITE);
            assertThatThrownBy(() -> append(journal, 2)).isInstanceOf(IOException.class);
            disk.failing();
            append(journal, 2);
            requirePages(journal, 1, 2);
        }
        try (Journal journal = open(file)) {
            requirePages(journal, 1, 2);
        }
    }

    @Test
    void a_frame_that_cannot_be_cut_off_again_ends_the_appending_but_not_the_reading() throws IOException {
        Journal journal = create(disk);
        append(journal, 1);
        journal.sync();
        disk.failing(Step.WRITE, Step.TRUNCATE);
        assertThatThrownBy(() -> append(journal, 2)).isInstanceOf(IOException.class);
        disk.failing();
        assertThatThrownBy(() -> append(journal, 2))
                .hasMessageContaining("nothing more is stored")
                .hasMessageContaining("No space left on device");
        assertThatThrownBy(() -> journal.note(note("x"))).hasMessageContaining("nothing more is stored");
        requirePages(journal, 1);
        journal.close();
        try (Journal again = open(file)) {
            requirePages(again, 1);
            append(again, 2);
        }
    }

    @Test
    void what_stands_before_a_frame_that_cannot_be_cut_off_is_still_made_durable() throws IOException {
        Journal journal = create(disk);
        append(journal, 1);
        disk.failing(Step.WRITE, Step.TRUNCATE);
        assertThatThrownBy(() -> append(journal, 2)).isInstanceOf(IOException.class);
        disk.failing();
        int before = disk.syncs();
        long size = Files.size(file);
        journal.syncIfDirty();
        assertThat(disk.syncs()).isEqualTo(before + 1);
        assertThat(Files.size(file)).isEqualTo(size);
        journal.close();
        try (Journal again = open(file)) {
            requirePages(again, 1);
        }
    }

    @Test
    void a_failed_sync_is_told_by_all_that_follows() throws IOException {
        Journal journal = create(disk);
        append(journal, 1);
        disk.failing(Step.SYNC);
        assertThatThrownBy(journal::syncIfDirty).hasMessageContaining("can't be made durable (Input/output error)");
        disk.failing();
        journal.syncIfDirty();
        assertThatThrownBy(journal::sync).hasMessageContaining("Input/output error");
        assertThatThrownBy(() -> append(journal, 2)).hasMessageContaining("Input/output error");
        assertThatThrownBy(() -> journal.note(note("x"))).hasMessageContaining("Input/output error");
        requirePages(journal, 1);
        assertThatThrownBy(journal::close).hasMessageContaining("Input/output error");
        journal.close();
        try (Journal again = open(file)) {
            requirePages(again, 1);
        }
    }

    @Test
    void a_sync_that_has_no_room_for_its_mark_is_a_sync() throws IOException {
        try (Journal journal = create(disk)) {
            append(journal, 1);
            disk.failing(Step.WRITE);
            journal.sync();
            disk.failing();
            append(journal, 2);
        }
        try (Journal journal = open(file)) {
            requirePages(journal, 1, 2);
        }
    }

    @Test
    void a_write_that_fails_by_another_error_leaves_no_half_frame_either() throws IOException {
        try (Journal journal = create(disk)) {
            append(journal, 1);
            disk.throwing(new OutOfMemoryError("malloc"));
            assertThatThrownBy(() -> append(journal, 2)).isInstanceOf(OutOfMemoryError.class);
            disk.throwing(null);
            append(journal, 2);
        }
        try (Journal journal = open(file)) {
            requirePages(journal, 1, 2);
        }
    }

    @Test
    void a_page_that_was_damaged_after_it_was_stored_is_not_read() throws IOException {
        try (Journal journal = create(disk)) {
            append(journal, 1);
            long second = journal.length();
            append(journal, 2);
            byte[] bytes = Files.readAllBytes(file);
            bytes[bytes.length - 1] ^= 1;
            Files.write(file, bytes);
            requirePage(journal, 1);
            assertThatThrownBy(() -> journal.answer("a", 2))
                    .isInstanceOfSatisfying(JournalCorruptException.class, e -> {
                        assertThat(e.file()).isEqualTo(file);
                        assertThat(e.offset()).isEqualTo(second);
                    })
                    .hasMessageContaining("page 2 of slice \"a\"");
        }
    }

    @Test
    void a_sync_without_anything_new_asks_nothing_of_the_disk() throws IOException {
        try (Journal journal = create(disk)) {
            append(journal, 1);
            journal.syncIfDirty();
            int before = disk.syncs();
            journal.syncIfDirty();
            journal.sync();
            assertThat(disk.syncs()).isEqualTo(before);
            append(journal, 2);
            journal.syncIfDirty();
            assertThat(disk.syncs()).isEqualTo(before + 1);
            journal.note(note("durable when it returns"));
            assertThat(disk.syncs()).isEqualTo(before + 2);
        }
        assertThat(disk.syncs()).isLessThanOrEqualTo(4);
    }

    @Test
    void an_opened_journal_is_durable_as_it_was_found() throws IOException {
        try (Journal journal = create(disk)) {
            append(journal, 1);
        }
        int before = disk.syncs();
        Journal.open(file, JournalLimits.NONE, SecretMarks.NONE, disk).close();
        assertThat(disk.syncs()).isEqualTo(before + 1);
    }

    @Test
    void a_torn_end_that_cannot_be_cut_off_is_told_and_waits_for_the_next_time() throws IOException {
        try (Journal journal = create(disk)) {
            append(journal, 1);
        }
        Files.write(file, new byte[100], StandardOpenOption.APPEND);
        disk.failing(Step.TRUNCATE);
        assertThatThrownBy(() -> Journal.open(file, JournalLimits.NONE, SecretMarks.NONE, disk))
                .hasMessageStartingWith(file + ": can't be gone on with (Input/output error)");
        try (Journal journal = open(file)) {
            requirePages(journal, 1);
        }
    }

    @Test
    void a_creation_that_fails_at_any_step_leaves_nothing() throws IOException {
        int step = 0;
        while (!created(FaultyDisk.at(step))) {
            try (Stream<Path> left = Files.list(folder)) {
                assertThat(left).isEmpty();
            }
            step++;
        }
        assertThat(step).isEqualTo(6); // write, sync, rename, sync of the folder, open, sync
    }

    private boolean created(Disk on) {
        try {
            create(on).close();
            return true;
        } catch (IOException e) {
            assertThat(e).hasMessageStartingWith(file + ": can't be begun (");
            return false;
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {PageWriter.PART, 400})
    void whatever_step_fails_what_was_noted_stays_and_nothing_wrong_is_read(int part) throws IOException {
        for (int step = 6; step < 60; step++) {
            file = folder.resolve(step + ".journal");
            int durable = story(FaultyDisk.at(step), part);
            try (Journal journal = open(file)) {
                assertThat(journal.pages()).isBetween(durable, 5);
                for (int number = 1; number <= journal.pages(); number++) {
                    requirePage(journal, number);
                }
                append(journal, journal.pages() + 1);
            }
        }
    }

    /** Appends and syncs until something fails; how many pages were durable then. */
    private int story(Disk on, int part) throws IOException {
        int durable = 0;
        try (Journal journal = Journal.create(file, HEADER, JournalLimits.NONE, SecretMarks.NONE, on, part)) {
            for (int number = 1; number <= 5; number++) {
                append(journal, number);
                if (number % 2 == 1) {
                    journal.sync();
                    durable = number;
                }
            }
        } catch (IOException e) {
            assertThat(e).hasMessageStartingWith(file.toString());
        }
        return durable;
    }
}
