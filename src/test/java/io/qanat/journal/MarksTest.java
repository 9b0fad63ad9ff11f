package io.qanat.journal;

import static io.qanat.journal.Answers.HEADER;
import static io.qanat.journal.Answers.answer;
import static io.qanat.journal.Answers.same;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qanat.disk.Disk;
import io.qanat.page.Answer;
import io.qanat.page.PageRequest;
import io.qanat.settings.NameValue;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MarksTest {
    private static final String MARK = "\u0001token\u0001";

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("orders.journal");
    }

    /** Knows one credential; an empty one isn't known any more. */
    private record OneSecret(String secret) implements SecretMarks {
        @Override
        public byte[] hide(byte[] bytes) {
            return changed(bytes, secret, MARK);
        }

        @Override
        public byte[] reveal(byte[] bytes) {
            if (secret.isEmpty() && new String(bytes, UTF_8).contains(MARK)) {
                throw new UnknownSecretException("token isn't known any more");
            }
            return changed(bytes, MARK, secret);
        }

        @Override
        public OutputStream hiding(OutputStream to) {
            return new Whole(to, this::hide);
        }

        @Override
        public OutputStream revealing(OutputStream to) {
            return new Whole(to, this::reveal);
        }

        private static byte[] changed(byte[] bytes, String from, String to) {
            String text = new String(bytes, UTF_8);
            return text.contains(from) && !from.isEmpty()
                    ? text.replace(from, to).getBytes(UTF_8)
                    : bytes;
        }
    }

    /** Gathers all, and changes it when it is closed. */
    private static final class Whole extends ByteArrayOutputStream {
        private final OutputStream to;
        private final UnaryOperator<byte[]> change;

        Whole(OutputStream to, UnaryOperator<byte[]> change) {
            this.to = to;
            this.change = change;
        }

        @Override
        public void close() throws IOException {
            to.write(change.apply(toByteArray()));
            to.close();
        }
    }

    private static Answer with(String secret) {
        return answer(
                "https://api.example.com/o?key=" + secret,
                "{\"next\":\"/o?key=" + secret + "\"}",
                "Link",
                "</o?key=" + secret + ">; rel=\"next\"");
    }

    private static PageRequest next(String secret) {
        return new PageRequest(
                "GET",
                "https://api.example.com/o?key=" + secret,
                List.of(new NameValue("key", secret)),
                List.of(new NameValue("X-Key", secret)),
                secret.getBytes(UTF_8));
    }

    private void store(Answer answer, PageRequest next) throws IOException {
        SecretMarks marks = new OneSecret("s3cr3t-s3cr3t");
        try (Journal journal = Journal.create(file, HEADER, JournalLimits.NONE, marks, Disk.LOCAL)) {
            journal.append("a", 1, answer, next);
        }
    }

    private Journal open(SecretMarks marks) throws IOException {
        return Journal.open(file, JournalLimits.NONE, marks, Disk.LOCAL);
    }

    @Test
    void credentials_in_url_fields_and_body_are_not_in_the_file_and_come_back_when_read() throws IOException {
        store(with("s3cr3t-s3cr3t"), next("s3cr3t-s3cr3t"));
        try (Journal plain = open(SecretMarks.NONE)) {
            Answer stored = plain.answer("a", 1);
            assertThat(stored.url().toString()).doesNotContain("s3cr3t");
        } catch (UnknownSecretException e) {
            assertThat(e).hasMessageContaining("URL"); // the mark is no URL
        }
        assertThat(new String(Files.readAllBytes(file), ISO_8859_1)).doesNotContain("s3cr3t");
        try (Journal journal = open(new OneSecret("s3cr3t-s3cr3t"))) {
            same(journal.answer("a", 1), with("s3cr3t-s3cr3t"));
        }
    }

    @Test
    void a_rotated_credential_is_read_as_it_is_now_and_makes_no_other_request() throws IOException {
        store(with("s3cr3t-s3cr3t"), next("s3cr3t-s3cr3t"));
        try (Journal journal = open(new OneSecret("rotated"))) {
            same(journal.answer("a", 1), with("rotated"));
            assertThat(journal.followedBy("a", 1, next("rotated"))).isTrue();
            assertThat(journal.followedBy("a", 1, next("other"))).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"short", "s3cr3t-s3cr3t", "a-credential-that-became-much-longer-by-its-rotation"})
    void a_large_body_is_read_with_a_rotated_credential_of_any_length(String rotated) throws IOException {
        SecretMarks marks = new OneSecret("s3cr3t-s3cr3t");
        try (Journal journal = Journal.create(file, HEADER, JournalLimits.NONE, marks, Disk.LOCAL, 50)) {
            journal.append("a", 1, large("s3cr3t-s3cr3t"), null);
        }
        assertThat(new String(Files.readAllBytes(file), ISO_8859_1)).doesNotContain("s3cr3t");
        try (Journal journal = open(new OneSecret(rotated))) {
            same(journal.answer("a", 1), large(rotated));
        }
        try (Journal journal = open(new OneSecret(""))) {
            assertThatThrownBy(() -> journal.answer("a", 1)).isInstanceOf(UnknownSecretException.class);
        }
    }

    private static Answer large(String secret) {
        String text = "<next>" + secret + "</next>" + new Random(1).nextLong();
        return answer("https://api.example.com/o", text.repeat(9));
    }

    @Test
    void the_mark_of_a_credential_that_is_gone_is_told() throws IOException {
        store(with("s3cr3t-s3cr3t"), null);
        try (Journal journal = open(new OneSecret(""))) {
            assertThatThrownBy(() -> journal.answer("a", 1)).isInstanceOf(UnknownSecretException.class);
        }
    }

    @Test
    void a_credential_that_makes_the_url_unreadable_is_told_without_it() throws IOException {
        store(with("s3cr3t-s3cr3t"), null);
        try (Journal journal = open(new OneSecret("not a url"))) {
            assertThatThrownBy(() -> journal.answer("a", 1))
                    .isInstanceOf(UnknownSecretException.class)
                    .hasMessageContaining("page 1 of slice \"a\"")
                    .hasMessageNotContaining("not a url")
                    .hasNoCause();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Set-Cookie",
                "set-cookie2",
                "AUTHORIZATION",
                "Proxy-Authenticate",
                "proxy-authentication-info",
                "WWW-Authenticate",
                "Authentication-Info",
                "X-Auth-Token"
            })
    void fields_that_carry_credentials_or_cookies_are_left_out(String name) throws IOException {
        store(answer("https://x/", "{}", "A", "1", name, "unseen-value", "B", "2"), null);
        assertThat(new String(Files.readAllBytes(file), ISO_8859_1)).doesNotContain("unseen-value");
        try (Journal journal = open(SecretMarks.NONE)) {
            assertThat(journal.answer("a", 1).headers().fields())
                    .containsExactly(new NameValue("A", "1"), new NameValue("B", "2"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Link", "X-Next-Token", "X-Total-Count", "X-Session-Cursor", "ETag", "Location"})
    void fields_that_a_pagination_may_need_are_kept(String name) throws IOException {
        store(answer("https://x/", "{}", name, "v"), null);
        try (Journal journal = open(SecretMarks.NONE)) {
            assertThat(journal.answer("a", 1).headers().first(name)).isEqualTo("v");
        }
    }
}
