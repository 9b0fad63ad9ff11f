package io.qanat.journal;

import static io.qanat.journal.Answers.HEADER;
import static io.qanat.journal.Answers.answer;
import static io.qanat.journal.Answers.begun;
import static io.qanat.journal.Answers.open;
import static io.qanat.journal.Answers.request;
import static io.qanat.journal.Answers.same;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qanat.journal.FaultyDisk.Step;
import io.qanat.page.Answer;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A page of which the body is cut into parts is stored whole or not at all. */
class LargePageTest {
    private static final int PART = 1000;
    private static final int LARGE = 3 * PART + 500;

    @TempDir
    Path folder;

    private final FaultyDisk disk = FaultyDisk.sound();
    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("orders.journal");
    }

    private Journal create(JournalLimits limits, SecretMarks marks) throws IOException {
        return Journal.create(file, HEADER, limits, marks, disk, PART);
    }

    private static void append(Journal journal, int number, int bytes) throws IOException {
        journal.append("a", number, answer("a", number, bytes), request(number + 1));
    }

    private static void requirePage(Journal journal, int number, int bytes) throws IOException {
        same(journal.answer("a", number), answer("a", number, bytes));
        assertThat(journal.followedBy("a", number, request(number + 1))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, PART - 1, PART, PART + 1, 2 * PART - 1, 2 * PART, 2 * PART + 1, 100 * PART + 7})
    void a_body_of_any_length_is_read_back(int bytes) throws IOException {
        try (Journal journal = begun(file, PART)) {
            append(journal, 1, bytes);
            requirePage(journal, 1, bytes);
            append(journal, 2, 10);
        }
        try (Journal journal = open(file)) {
            assertThat(journal.pages()).isEqualTo(2);
            requirePage(journal, 1, bytes);
            requirePage(journal, 2, 10);
        }
    }

    @Test
    void a_body_in_a_larger_array_is_stored_without_the_rest() throws IOException {
        Answer page = answer("a", 1, LARGE);
        Answer within = page.with(Arrays.copyOf(page.bytes(), 2 * LARGE), LARGE, Answer.USUAL_MOST);
        try (Journal journal = begun(file, PART)) {
            journal.append("a", 1, within, null);
            same(journal.answer("a", 1), page);
        }
    }

    @Test
    void a_disk_that_is_full_at_any_part_leaves_all_before_the_page_and_takes_it_when_it_has_room() throws IOException {
        try (Journal journal = create(JournalLimits.NONE, SecretMarks.NONE)) {
            append(journal, 1, LARGE);
            long length = journal.length();
            for (int write = 0; write < 5; write++) {
                int[] left = {write};
                disk.failing(step -> step == Step.WRITE && left[0]-- == 0);
                assertThatThrownBy(() -> append(journal, 2, LARGE)).hasMessageContaining("No space left on device");
                assertThat(journal.length()).isEqualTo(length).isEqualTo(Files.size(file));
                requirePage(journal, 1, LARGE);
            }
            append(journal, 2, LARGE);
        }
        try (Journal journal = open(file)) {
            requirePage(journal, 1, LARGE);
            requirePage(journal, 2, LARGE);
        }
    }

    @Test
    void parts_that_cannot_be_cut_off_end_the_appending_and_are_cut_off_when_it_is_opened() throws IOException {
        long length;
        try (Journal journal = create(JournalLimits.NONE, SecretMarks.NONE)) {
            append(journal, 1, LARGE);
            length = journal.length();
            int[] left = {2};
            disk.failing(step -> step == Step.TRUNCATE || (step == Step.WRITE && left[0]-- == 0));
            assertThatThrownBy(() -> append(journal, 2, LARGE)).hasMessageContaining("No space left on device");
            disk.failing();
            assertThatThrownBy(() -> append(journal, 2, 10)).hasMessageContaining("nothing more is stored");
            requirePage(journal, 1, LARGE);
        }
        assertThat(Files.size(file)).isGreaterThan(length + 2 * PART);
        try (Journal journal = open(file)) {
            assertThat(journal.length()).isEqualTo(length).isEqualTo(Files.size(file));
            requirePage(journal, 1, LARGE);
        }
    }

    @Test
    void a_page_that_passes_the_limit_is_refused_before_its_first_part() throws IOException {
        try (Journal journal = create(new JournalLimits(LARGE, 0), SecretMarks.NONE)) {
            disk.failing(Step.WRITE);
            assertThatThrownBy(() -> append(journal, 1, LARGE))
                    .isInstanceOf(JournalFullException.class)
                    .hasMessageContaining("qanat.journal.maxSize (" + LARGE + " bytes)");
        }
    }

    @Test
    void a_page_that_leaves_too_little_free_is_refused_before_its_first_part() throws IOException {
        disk.free(LARGE + 40_000);
        try (Journal journal = create(new JournalLimits(Long.MAX_VALUE, 40_000), SecretMarks.NONE)) {
            disk.failing(Step.WRITE);
            assertThatThrownBy(() -> append(journal, 1, LARGE))
                    .isInstanceOf(JournalFullException.class)
                    .hasMessageContaining("qanat.journal.minFree keeps 40000");
        }
    }

    @Test
    void a_page_that_is_small_enough_only_when_it_is_compressed_is_stored() throws IOException {
        Answer page = answer("{\"a\":1}".repeat(LARGE));
        try (Journal journal = create(new JournalLimits(LARGE, 0), SecretMarks.NONE)) {
            journal.append("a", 1, page, null);
            same(journal.answer("a", 1), page);
            assertThat(journal.length()).isLessThan(LARGE);
        }
    }

    @Test
    void a_body_that_marks_make_longer_never_passes_the_limit() throws IOException {
        SecretMarks longer = new Hooked(4, () -> {});
        try (Journal journal = create(new JournalLimits(2 * LARGE, 0), longer)) {
            append(journal, 1, 100);
            long length = journal.length();
            long[] longest = {0};
            disk.failing(step -> {
                longest[0] = Math.max(longest[0], file.toFile().length()); // before it is cut back, too
                return false;
            });
            assertThatThrownBy(() -> append(journal, 2, LARGE)).isInstanceOf(JournalFullException.class);
            assertThat(longest[0]).isBetween(length + PART, 2L * LARGE);
            assertThat(journal.length()).isEqualTo(length).isEqualTo(Files.size(file));
        }
        try (Journal journal = open(file)) {
            assertThat(journal.pages()).isEqualTo(1);
        }
    }

    /** Writes a body several times, and does something behind the first. */
    private record Hooked(int times, FaultyDisk.Action action) implements SecretMarks {
        @Override
        public byte[] hide(byte[] bytes) {
            return bytes;
        }

        @Override
        public byte[] reveal(byte[] bytes) {
            return bytes;
        }

        @Override
        public OutputStream hiding(OutputStream to) {
            return new FilterOutputStream(to) {
                @Override
                public void write(byte[] bytes, int from, int count) throws IOException {
                    to.write(bytes, from, count);
                    act();
                    for (int i = 1; i < times; i++) {
                        to.write(bytes, from, count);
                    }
                }
            };
        }

        private void act() throws IOException {
            try {
                action.run();
            } catch (IOException e) {
                throw e;
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public OutputStream revealing(OutputStream to) {
            return to;
        }
    }

    @Test
    void a_process_that_dies_among_the_parts_leaves_the_pages_before() throws IOException {
        Path copy = folder.resolve("died");
        try (Journal journal = create(JournalLimits.NONE, new Hooked(1, () -> Files.copy(file, copy)))) {
            append(journal, 1, 500);
            long length = journal.length();
            append(journal, 2, LARGE);
            assertThat(Files.size(copy)).isGreaterThan(length + 3 * PART);
            try (Journal died = open(copy)) {
                assertThat(died.length()).isEqualTo(length).isEqualTo(Files.size(copy));
                assertThat(died.pages()).isEqualTo(1);
                append(died, 2, LARGE);
                requirePage(died, 1, 500);
                requirePage(died, 2, LARGE);
            }
        }
    }

    @Test
    void a_sync_among_the_parts_makes_the_pages_before_durable_and_stands_in_no_ones_way() throws IOException {
        Journal[] self = new Journal[1];
        try (Journal journal = create(JournalLimits.NONE, new Hooked(1, () -> self[0].sync()))) {
            self[0] = journal;
            append(journal, 1, 500);
            int before = disk.syncs();
            append(journal, 2, LARGE);
            assertThat(disk.syncs()).isEqualTo(before + 1);
            journal.sync();
            append(journal, 3, LARGE);
        }
        try (Journal journal = open(file)) {
            requirePage(journal, 1, 500);
            requirePage(journal, 2, LARGE);
            requirePage(journal, 3, LARGE);
        }
    }

    @Test
    void pages_that_were_synced_among_the_parts_of_one_that_failed_are_known_to_be_durable() throws IOException {
        Journal[] self = new Journal[1];
        SecretMarks failing = new Hooked(1, () -> {
            self[0].sync();
            throw new IOException("the page fails");
        });
        try (Journal journal = create(JournalLimits.NONE, failing)) {
            self[0] = journal;
            append(journal, 1, 500);
            long length = journal.length();
            assertThatThrownBy(() -> append(journal, 2, LARGE)).hasMessage("the page fails");
            assertThat(journal.length()).isEqualTo(length).isEqualTo(Files.size(file));
        }
        byte[] bytes = Files.readAllBytes(file);
        bytes[400] ^= 1;
        Files.write(file, bytes);
        assertThatThrownBy(() -> open(file)).isInstanceOf(JournalCorruptException.class);
    }

    @Test
    void a_part_of_an_earlier_page_at_its_old_place_is_none_of_the_later_page() throws IOException {
        begun(file, PART).close();
        byte[] empty = Files.readAllBytes(file);
        byte[] earlier = with(1);
        Files.write(file, empty);
        byte[] later = with(3);
        assertThat(later).hasSameSizeAs(earlier);
        byte[] mixed = mixed(empty.length, earlier, later);
        Files.write(file, mixed);
        try (Journal journal = open(file)) {
            assertThat(journal.pages()).isZero();
            assertThat(journal.length()).isEqualTo(empty.length);
        }
    }

    /** The file with one page more. */
    private byte[] with(int number) throws IOException {
        try (Journal journal = Journal.open(file, JournalLimits.NONE, SecretMarks.NONE, new LazyDisk(), PART)) {
            journal.append("a", 1, answer("a", number, LARGE), null);
            return Files.readAllBytes(file);
        }
    }

    /** The later file with the earlier one's second part. */
    private static byte[] mixed(int begin, byte[] earlier, byte[] later) {
        int second = begin + frame(later, begin);
        assertThat(frame(earlier, begin)).isEqualTo(frame(later, begin));
        byte[] mixed = later.clone();
        System.arraycopy(earlier, second, mixed, second, frame(earlier, second));
        return mixed;
    }

    /** Bytes of the frame at that place. */
    private static int frame(byte[] bytes, int at) {
        return FrameHeader.BYTES + ByteBuffer.wrap(bytes).getInt(at + 8);
    }

    @Test
    void a_part_that_was_damaged_after_it_was_stored_is_told_with_its_page() throws IOException {
        try (Journal journal = begun(file, PART)) {
            append(journal, 1, 10);
            long begin = journal.length();
            append(journal, 2, LARGE);
            byte[] bytes = Files.readAllBytes(file);
            bytes[(int) begin + PART / 2] ^= 1;
            Files.write(file, bytes);
            requirePage(journal, 1, 10);
            assertThatThrownBy(() -> journal.answer("a", 2))
                    .isInstanceOfSatisfying(JournalCorruptException.class, e -> assertThat(e.offset())
                            .isEqualTo(begin))
                    .hasMessageContaining("page 2 of slice \"a\" was damaged");
        }
    }
}
