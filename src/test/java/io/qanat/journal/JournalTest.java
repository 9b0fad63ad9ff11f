package io.qanat.journal;

import static io.qanat.journal.Answers.HEADER;
import static io.qanat.journal.Answers.answer;
import static io.qanat.journal.Answers.begun;
import static io.qanat.journal.Answers.note;
import static io.qanat.journal.Answers.open;
import static io.qanat.journal.Answers.request;
import static io.qanat.journal.Answers.same;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qanat.page.Answer;
import io.qanat.page.PageRequest;
import io.qanat.settings.NameValue;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {
    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("deep/er/orders.journal");
    }

    @Test
    void a_stored_page_is_read_back_as_it_came() throws IOException {
        Answer stored = answer("https://api.example.com/o?q=%C3%A9", "{\"a\":\"é\"}", "Link", "<x>; rel=next", "A", "");
        try (Journal journal = begun(file)) {
            journal.append("", 1, stored, null);
            same(journal.answer("", 1), stored);
        }
        try (Journal journal = open(file)) {
            same(journal.answer("", 1), stored);
        }
    }

    @Test
    void an_empty_body_and_a_large_one_are_read_back() throws IOException {
        Answer empty = answer("");
        Answer large = answer("large", 1, 3 << 20);
        try (Journal journal = begun(file)) {
            journal.append("", 1, empty, null);
            journal.append("", 2, large, null);
            journal.append("", 3, empty, null);
        }
        try (Journal journal = open(file)) {
            same(journal.answer("", 1), empty);
            same(journal.answer("", 2), large);
            same(journal.answer("", 3), empty);
        }
    }

    @Test
    void a_page_that_is_not_there_is_null() throws IOException {
        try (Journal journal = begun(file)) {
            journal.append("a", 2, answer("x"), null);
            assertThat(journal.answer("a", 1)).isNull();
            assertThat(journal.answer("a", 3)).isNull();
            assertThat(journal.answer("a", 0)).isNull();
            assertThat(journal.answer("a", Integer.MIN_VALUE)).isNull();
            assertThat(journal.answer("a", Integer.MAX_VALUE)).isNull();
            assertThat(journal.answer("b", 2)).isNull();
        }
    }

    @Test
    void header_and_notes_are_read_back_in_their_order_with_the_pages_before_them() throws IOException {
        try (Journal journal = begun(file)) {
            journal.note(note("first"));
            journal.append("a", 1, answer("x"), null);
            journal.append("b", 1, answer("x"), null);
            journal.note(note("second"));
        }
        try (Journal journal = open(file)) {
            assertThat(journal.header()).isEqualTo(HEADER);
            assertThat(journal.notes()).containsExactly(new Noted(note("first"), 0), new Noted(note("second"), 2));
        }
    }

    @Test
    void slices_are_told_apart_even_where_their_text_is_odd() throws IOException {
        List<String> slices = List.of("", " ", "a", "a/b", "\u00e9", "e\u0301", "\ud800", "\ud801", "?", "\u0000");
        try (Journal journal = begun(file)) {
            for (String slice : slices) {
                journal.append(slice, 1, answer("of " + slices.indexOf(slice)), null);
            }
        }
        try (Journal journal = open(file)) {
            for (String slice : slices) {
                same(journal.answer(slice, 1), answer("of " + slices.indexOf(slice)));
            }
        }
    }

    @Test
    void a_page_stored_again_replaces_the_earlier_one_and_is_counted_once() throws IOException {
        try (Journal journal = begun(file)) {
            journal.append("a", 1, answer("old"), request(2));
            journal.append("a", 1, answer("new"), null);
            assertThat(journal.pages()).isEqualTo(1);
        }
        try (Journal journal = open(file)) {
            same(journal.answer("a", 1), answer("new"));
            assertThat(journal.followedBy("a", 1, null)).isTrue();
            assertThat(journal.pages()).isEqualTo(1);
            assertThat(journal.pages("a")).isEqualTo(1);
        }
    }

    @Test
    void the_next_request_is_recognised_by_all_its_parts() throws IOException {
        PageRequest next = new PageRequest(
                "POST", "/o", List.of(new NameValue("a", "b")), List.of(new NameValue("H", "v")), new byte[] {1});
        List<PageRequest> others = List.of(
                new PageRequest("GET", next.target(), next.query(), next.headers(), next.body()),
                new PageRequest("POST", "/p", next.query(), next.headers(), next.body()),
                new PageRequest("POST", "/o", List.of(new NameValue("ab", "")), next.headers(), next.body()),
                new PageRequest("POST", "/o", List.of(), next.headers(), next.body()),
                new PageRequest("POST", "/o", next.headers(), next.query(), next.body()),
                new PageRequest("POST", "/o", next.query(), List.of(new NameValue("H", "w")), next.body()),
                new PageRequest("POST", "/o", next.query(), next.headers(), new byte[] {2}));
        try (Journal journal = begun(file)) {
            journal.append("a", 1, answer("x"), next);
            journal.append("a", 2, answer("x"), null);
        }
        try (Journal journal = open(file)) {
            PageRequest equal = new PageRequest(
                    "POST", "/o", List.of(new NameValue("a", "b")), List.of(new NameValue("H", "v")), new byte[] {1});
            assertThat(journal.followedBy("a", 1, equal)).isTrue();
            assertThat(others).noneMatch(other -> journal.followedBy("a", 1, other));
            assertThat(journal.followedBy("a", 1, null)).isFalse();
            assertThat(journal.followedBy("a", 2, null)).isTrue();
            assertThat(journal.followedBy("a", 2, next)).isFalse();
            assertThat(journal.followedBy("a", 3, null)).isFalse();
        }
    }

    @Test
    void a_journal_that_is_there_is_not_overwritten() throws IOException {
        try (Journal journal = begun(file)) {
            journal.append("a", 1, answer("x"), null);
        }
        assertThatThrownBy(() -> begun(file))
                .isInstanceOf(FileAlreadyExistsException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining("pages are in it");
        try (Journal journal = open(file)) {
            same(journal.answer("a", 1), answer("x"));
        }
    }

    @Test
    void a_journal_that_is_not_there_cannot_be_opened() {
        assertThatThrownBy(() -> open(file)).isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void a_page_number_below_1_is_refused() throws IOException {
        try (Journal journal = begun(file)) {
            assertThatThrownBy(() -> journal.append("a", 0, answer("x"), null))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("page 0 of slice \"a\"");
        }
    }

    @Test
    void a_closed_journal_says_so_and_may_be_closed_again() throws IOException {
        Journal journal = begun(file);
        journal.append("a", 1, answer("x"), null);
        journal.close();
        journal.close();
        journal.syncIfDirty();
        assertThatThrownBy(() -> journal.append("a", 2, answer("x"), null)).hasMessageContaining("is closed");
        assertThatThrownBy(() -> journal.note(note("x"))).hasMessageContaining("is closed");
        assertThatThrownBy(() -> journal.answer("a", 1)).hasMessageContaining("is closed");
        assertThat(journal.pages()).isEqualTo(1);
    }

    @Test
    void an_interrupted_thread_can_store_and_read_and_harms_no_other() throws IOException {
        try (Journal journal = begun(file)) {
            Thread.currentThread().interrupt();
            journal.append("a", 1, answer("x"), null);
            journal.sync();
            same(journal.answer("a", 1), answer("x"));
            assertThat(Thread.interrupted()).isTrue();
            journal.append("a", 2, answer("y"), null);
            same(journal.answer("a", 2), answer("y"));
        } finally {
            Thread.interrupted();
        }
    }

    @Test
    void a_file_of_something_else_is_refused_and_left_alone() throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, "{\"this\": \"is not a journal, but something that somebody put there\"}");
        assertThatThrownBy(() -> open(file))
                .isInstanceOf(JournalCorruptException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining("isn't a journal");
        assertThatThrownBy(() -> begun(file)).isInstanceOf(JournalCorruptException.class);
        assertThat(file).content().startsWith("{\"this\"");
    }

    @Test
    void another_version_is_refused_and_named() throws IOException {
        begun(file).close();
        byte[] bytes = Files.readAllBytes(file);
        bytes[7] = 2;
        Files.write(file, bytes);
        assertThatThrownBy(() -> open(file))
                .isInstanceOf(JournalCorruptException.class)
                .hasMessageContaining("format 2");
    }
}
