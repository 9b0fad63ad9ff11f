package io.qanat.journal;

import static io.qanat.journal.Answers.answer;
import static io.qanat.journal.Answers.begun;
import static io.qanat.journal.Answers.open;
import static io.qanat.journal.Answers.request;
import static io.qanat.journal.Answers.same;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qanat.disk.Disk;
import io.qanat.page.Answer;
import io.qanat.page.Headers;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.RandomDistribution;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterTry;
import net.jqwik.api.lifecycle.BeforeTry;

/** Whatever happens to the file, what is read is right, and nothing that was durable is given up without a word. */
class DamageTest {
    private Path folder;
    private Path file;

    /** Pages in their order, and behind which of them the journal was synced; bodies are cut into parts of that length. */
    record Story(List<Stored> pages, int part) {
        /** Without parts. */
        Story(List<Stored> pages) {
            this(pages, PageWriter.PART);
        }
    }

    /** One page of a story. */
    record Stored(String slice, int bytes, boolean synced) {}

    /** A page as it lies in the file. */
    private record Laid(String slice, int number, int bytes, long end) {}

    @BeforeTry
    void folder() throws IOException {
        folder = Files.createTempDirectory("qanat-journal");
        file = folder.resolve("orders.journal");
    }

    @AfterTry
    void clear() throws IOException {
        Disk.LOCAL.deleteTree(folder);
    }

    @Provide
    Arbitrary<Story> stories() {
        Arbitrary<Stored> page = Combinators.combine(
                        Arbitraries.of("", "a", "b"),
                        Arbitraries.integers().between(0, 400),
                        Arbitraries.of(true, false, false))
                .as(Stored::new);
        return Combinators.combine(page.list().ofMinSize(1).ofMaxSize(12), Arbitraries.of(30, 90, 250, 1000))
                .as(Story::new);
    }

    @Provide
    Arbitrary<Integer> places() {
        return Arbitraries.integers()
                .between(0, 1 << 20)
                .withDistribution(RandomDistribution.uniform())
                .withoutEdgeCases();
    }

    /** A journal of which the process died, and what is in it. */
    private final class Written {
        final List<Laid> pages = new ArrayList<>();
        long begin;
        long durable;

        Written(Story story) throws IOException {
            try (Journal journal = begun(file, story.part())) {
                begin = journal.length();
                durable = begin;
                for (Stored page : story.pages()) {
                    add(journal, page);
                }
                Files.copy(file, folder.resolve("copy"));
            }
            Files.delete(file);
            Files.move(folder.resolve("copy"), file);
        }

        private void add(Journal journal, Stored page) throws IOException {
            int number = journal.pages(page.slice()) + 1;
            journal.append(page.slice(), number, answer(page.slice(), number, page.bytes()), request(number + 1));
            pages.add(new Laid(page.slice(), number, page.bytes(), journal.length()));
            if (page.synced()) {
                durable = journal.length();
                journal.sync();
            }
        }

        /** How many pages are whole in that many of the first bytes. */
        int whole(long length) {
            return (int) pages.stream().filter(page -> page.end() <= length).count();
        }
    }

    /** Expects exactly the first pages, and that the journal takes more. */
    private void requirePrefix(Written written, int expected) throws IOException {
        try (Journal journal = open(file)) {
            requirePages(journal, written, expected);
            journal.append("more", 1, answer("more", 1, 50), null);
        }
        try (Journal journal = open(file)) {
            assertThat(journal.pages()).isEqualTo(expected + 1);
            same(journal.answer("more", 1), answer("more", 1, 50));
        }
    }

    private static void requirePages(Journal journal, Written written, int expected) throws IOException {
        assertThat(journal.pages()).isEqualTo(expected);
        for (Laid page : written.pages.subList(0, expected)) {
            same(journal.answer(page.slice(), page.number()), answer(page.slice(), page.number(), page.bytes()));
            assertThat(journal.followedBy(page.slice(), page.number(), request(page.number() + 1)))
                    .isTrue();
        }
    }

    @Property(tries = 200)
    void a_file_that_is_cut_anywhere_holds_exactly_the_whole_frames_before(
            @ForAll("stories") Story story, @ForAll("places") int place) throws IOException {
        Written written = new Written(story);
        byte[] bytes = Files.readAllBytes(file);
        int cut = place % (bytes.length + 1);
        Files.write(file, Arrays.copyOf(bytes, cut));
        if (cut < written.begin) {
            assertThatThrownBy(() -> open(file)).isInstanceOf(JournalEmptyException.class);
            begun(file).close();
            requirePrefix(written, 0);
        } else {
            requirePrefix(written, written.whole(cut));
        }
    }

    @Property(tries = 300)
    void a_changed_byte_is_corruption_where_the_file_was_durable_and_a_torn_end_elsewhere(
            @ForAll("stories") Story story,
            @ForAll("places") int place,
            @ForAll @IntRange(min = 1, max = 255) int change)
            throws IOException {
        Written written = new Written(story);
        byte[] bytes = Files.readAllBytes(file);
        int at = place % bytes.length;
        bytes[at] ^= (byte) change;
        Files.write(file, bytes);
        if (at < written.durable) {
            assertThatThrownBy(() -> open(file)).isInstanceOf(JournalCorruptException.class);
            assertThat(file).hasBinaryContent(bytes);
        } else {
            requirePrefix(written, written.whole(at));
        }
    }

    @Property(tries = 300)
    void a_loss_of_power_keeps_all_that_was_synced_whatever_becomes_of_the_rest(
            @ForAll("stories") Story story, @ForAll long lost, @ForAll("places") int length) throws IOException {
        Written written = new Written(story);
        byte[] bytes = Files.readAllBytes(file);
        int durable = (int) written.durable;
        byte[] left = Arrays.copyOf(bytes, durable + length % (bytes.length - durable + 1));
        int firstLost = left.length;
        for (int at = durable; at < left.length; at++) { // blocks of 64 bytes come back as zeros
            if ((lost >>> (at / 64 % 64) & 1) == 1 && left[at] != 0) {
                left[at] = 0;
                firstLost = Math.min(firstLost, at);
            }
        }
        Files.write(file, left);
        assertThat(written.whole(firstLost)).isGreaterThanOrEqualTo(written.whole(durable));
        requirePrefix(written, written.whole(firstLost));
    }

    @Property(tries = 300)
    void a_part_that_was_copied_to_another_place_never_gives_a_wrong_answer(
            @ForAll("stories") Story story,
            @ForAll("places") int from,
            @ForAll("places") int to,
            @ForAll @IntRange(min = 1, max = 1500) int length)
            throws IOException {
        Written written = new Written(story);
        byte[] bytes = Files.readAllBytes(file);
        int source = from % bytes.length;
        int target = to % bytes.length;
        byte[] left = bytes.clone();
        System.arraycopy(bytes, source, left, target, Math.min(length, bytes.length - Math.max(source, target)));
        Files.write(file, left);
        int changed = Arrays.mismatch(bytes, left);
        boolean witness = target + length <= written.durable; // what says how far the file was durable is as it was
        if (changed >= 0 && changed < written.durable && (witness || corrupt())) {
            assertThatThrownBy(() -> open(file)).isInstanceOf(JournalCorruptException.class);
        } else {
            requirePrefix(written, written.whole(changed < 0 ? bytes.length : changed));
        }
    }

    private boolean corrupt() throws IOException {
        try (FrameReader reader = new FrameReader(file)) {
            Recovery.read(file, reader);
            return false;
        } catch (JournalCorruptException e) {
            return true;
        }
    }

    @Property(tries = 30)
    void frames_of_an_earlier_file_that_come_to_light_behind_the_end_are_no_pages(@ForAll("stories") Story story)
            throws IOException {
        new Written(story);
        byte[] earlier = Files.readAllBytes(file);
        Files.delete(file);
        Written written = new Written(story);
        byte[] bytes = Files.readAllBytes(file);
        int end = (int) written.durable;
        System.arraycopy(earlier, end, bytes, end, bytes.length - end);
        Files.write(file, bytes);
        requirePrefix(written, written.whole(end));
    }

    @Example
    void a_sound_frame_at_another_frames_place_is_damage() throws IOException {
        Stored page = new Stored("a", 300, true);
        Written written = new Written(new Story(List.of(page, page, page)));
        byte[] bytes = Files.readAllBytes(file);
        int length = (int) (written.pages.get(1).end() - written.pages.get(0).end()) - FrameHeader.BYTES;
        int second = (int) written.pages.get(0).end() + FrameHeader.BYTES; // behind the sync's mark
        int third = (int) written.pages.get(1).end() + FrameHeader.BYTES;
        System.arraycopy(bytes, second, bytes, third, length);
        Files.write(file, bytes);
        assertThatThrownBy(() -> open(file)).isInstanceOf(JournalCorruptException.class);
    }

    @Example
    void a_journal_within_an_answer_is_an_answer() throws IOException {
        Written inner = new Written(new Story(List.of(new Stored("a", 9000, true), new Stored("a", 9000, true))));
        Answer within = new Answer(URI.create("https://x/"), 200, Headers.NONE, Files.readAllBytes(file));
        Files.delete(file);
        try (Journal journal = begun(file)) {
            journal.append("a", 1, within, null);
            byte[] whole = Files.readAllBytes(file);
            String frame = new String(within.body(), (int) inner.durable, FrameHeader.BYTES, ISO_8859_1);
            assertThat(new String(whole, ISO_8859_1).contains(frame)).isTrue(); // it wasn't compressed away
            Files.write(folder.resolve("torn"), Arrays.copyOf(whole, whole.length - 1));
        }
        try (Journal journal = open(folder.resolve("torn"))) {
            assertThat(journal.pages()).isZero();
        }
        try (Journal journal = open(file)) {
            same(journal.answer("a", 1), within);
        }
    }

    @Example
    void corruption_is_told_with_file_and_place() throws IOException {
        Written written = new Written(new Story(List.of(new Stored("a", 300, true), new Stored("a", 300, true))));
        byte[] bytes = Files.readAllBytes(file);
        bytes[(int) written.begin + 40] ^= 1;
        Files.write(file, bytes);
        assertThatThrownBy(() -> open(file))
                .isInstanceOfSatisfying(JournalCorruptException.class, e -> {
                    assertThat(e.file()).isEqualTo(file);
                    assertThat(e.offset()).isEqualTo(written.begin);
                })
                .hasMessageStartingWith(file + ": a part of the journal that was stored safely is damaged (at byte "
                        + written.begin + ")");
    }
}
