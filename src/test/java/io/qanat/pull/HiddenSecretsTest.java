package io.qanat.pull;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.qanat.api.Secret;
import io.qanat.api.Secrets;
import io.qanat.disk.Disk;
import io.qanat.journal.Journal;
import io.qanat.journal.JournalLimits;
import io.qanat.journal.SecretMarks;
import io.qanat.journal.UnknownSecretException;
import io.qanat.page.Answer;
import io.qanat.page.Headers;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HiddenSecretsTest {
    private static final String SECRET = "s3cr3t-t\u00f6ken";
    private static final byte[] BYTES = SECRET.getBytes(UTF_8);
    private static final int LONGEST = 16; // in base64
    private static final int PART = 1 << 20;

    @TempDir
    Path folder;

    private static HiddenSecrets knowing(String... values) {
        Secrets secrets = new Secrets();
        for (String value : values) {
            secrets.add(new Secret(value));
        }
        return new HiddenSecrets(secrets);
    }

    private static byte[] body(int length, int... secretsAt) {
        byte[] body = "\u0001 an \u00e4nswer s3cr3t-t".repeat(length / 20).getBytes(UTF_8);
        for (int at : secretsAt) {
            System.arraycopy(BYTES, 0, body, at, BYTES.length);
        }
        return body;
    }

    /** Written in pieces of that length. */
    private static byte[] through(Function<OutputStream, OutputStream> marks, byte[] bytes, int piece)
            throws IOException {
        ByteArrayOutputStream to = new ByteArrayOutputStream();
        try (OutputStream replacing = marks.apply(to)) {
            for (int at = 0; at < bytes.length; at += piece) {
                replacing.write(bytes, at, Math.min(piece, bytes.length - at));
            }
        }
        return to.toByteArray();
    }

    private static String text(byte[] bytes) {
        return new String(bytes, ISO_8859_1);
    }

    @Test
    void a_secret_at_every_offset_around_a_windows_border_is_hidden_and_comes_back() throws IOException {
        HiddenSecrets marks = knowing(SECRET);
        String mark = text(marks.hide(BYTES));
        for (int at = ReplacingStream.WINDOW - 2 * LONGEST; at < ReplacingStream.WINDOW + 2 * LONGEST; at++) {
            byte[] body = body(3 * ReplacingStream.WINDOW, at);
            byte[] hidden = through(marks::hiding, body, body.length);
            assertThat(text(hidden)).isEqualTo(text(body).replace(text(BYTES), mark));
            assertThat(marks.hide(body)).isEqualTo(hidden);
            assertThat(through(marks::revealing, hidden, hidden.length)).isEqualTo(body);
            assertThat(marks.reveal(hidden)).isEqualTo(body);
        }
    }

    @Test
    void a_mark_at_every_offset_around_a_windows_border_comes_back() throws IOException {
        HiddenSecrets marks = knowing(SECRET);
        String mark = text(marks.hide(BYTES));
        for (int at = ReplacingStream.WINDOW - mark.length(); at < ReplacingStream.WINDOW + 2 * mark.length(); at++) {
            String hidden = "x".repeat(at) + mark + mark + "y";
            String body = hidden.replace(mark, text(BYTES));
            assertThat(text(through(marks::revealing, hidden.getBytes(ISO_8859_1), 5000)))
                    .isEqualTo(body);
        }
    }

    @Test
    void writes_of_any_length_give_the_same() throws IOException {
        HiddenSecrets marks = knowing(SECRET, "another-one");
        byte[] body = body(2 * ReplacingStream.WINDOW, 0, 100, 100 + BYTES.length, 70_000, 131_000);
        byte[] hidden = marks.hide(body);
        assertThat(text(hidden)).doesNotContain(text(BYTES));
        for (int piece : List.of(1, 7, 1000, ReplacingStream.WINDOW, ReplacingStream.WINDOW + LONGEST)) {
            assertThat(through(marks::hiding, body, piece)).isEqualTo(hidden);
            assertThat(through(marks::revealing, hidden, piece)).isEqualTo(body);
        }
    }

    @Test
    void a_body_full_of_secrets_is_hidden_as_text_is_replaced() throws IOException {
        HiddenSecrets marks = knowing(SECRET);
        byte[] body = SECRET.repeat(20_000).getBytes(UTF_8);
        byte[] hidden = through(marks::hiding, body, 4096);
        assertThat(text(hidden)).isEqualTo(text(marks.hide(BYTES)).repeat(20_000));
        assertThat(through(marks::revealing, hidden, 4096)).isEqualTo(body);
    }

    @Test
    void secrets_anywhere_come_back_and_none_is_left() throws IOException {
        HiddenSecrets marks = knowing("abab", "ababa", "bbbbbbb");
        Random random = new Random(7);
        for (int round = 0; round < 300; round++) {
            StringBuilder text = new StringBuilder("c".repeat(ReplacingStream.WINDOW - random.nextInt(60)));
            random.ints(100, 0, 8).forEach(letter -> text.append("aaabbbbc".charAt(letter)));
            byte[] body = text.toString().getBytes(ISO_8859_1);
            byte[] hidden = through(marks::hiding, body, 1 + random.nextInt(70_000));
            assertThat(text(hidden)).doesNotContain("abab", "bbbbbbb");
            assertThat(through(marks::revealing, hidden, 1 + random.nextInt(70_000)))
                    .isEqualTo(body);
        }
    }

    @Test
    void of_secrets_that_begin_together_the_longer_is_hidden() {
        byte[] hidden = knowing("token", "token-and-more").hide("token-and-more".getBytes(UTF_8));
        assertThat(text(hidden)).doesNotContain("more");
    }

    @Test
    void what_holds_no_secret_is_the_same_array() {
        byte[] body = body(5000);
        assertThat(knowing(SECRET).hide(body)).isSameAs(body);
        assertThat(knowing().hide(body)).isSameAs(body);
        assertThat(knowing(SECRET).reveal(body)).isSameAs(body);
    }

    @Test
    void a_secret_that_becomes_known_later_is_hidden_from_then_on() {
        Secrets secrets = new Secrets();
        HiddenSecrets marks = new HiddenSecrets(secrets);
        assertThat(marks.hide(BYTES)).isSameAs(BYTES);
        secrets.addPassing(new Secret(SECRET));
        assertThat(marks.hide(BYTES)).isNotEqualTo(BYTES);
        assertThat(marks.reveal(marks.hide(BYTES))).isEqualTo(BYTES);
    }

    @Test
    void a_mark_of_an_unknown_secret_is_told_also_by_a_stream() {
        byte[] hidden = knowing("something-else").hide("something-else".getBytes(UTF_8));
        assertThatThrownBy(() -> knowing(SECRET).reveal(hidden)).isInstanceOf(UnknownSecretException.class);
        assertThatThrownBy(() -> through(knowing(SECRET)::revealing, hidden, 5))
                .isInstanceOf(UnknownSecretException.class);
    }

    @Test
    void a_secret_at_every_offset_around_a_parts_border_is_not_in_the_file_and_is_read_back() throws IOException {
        HiddenSecrets marks = knowing(SECRET);
        Path file = folder.resolve("orders.journal");
        int first = PART - 2 * LONGEST;
        try (Journal journal =
                Journal.create(file, JsonNodeFactory.instance.objectNode(), JournalLimits.NONE, marks, Disk.LOCAL)) {
            for (int at = first; at < PART + LONGEST; at++) {
                journal.append("", at - first + 1, answer(at), null);
                assertThat(journal.answer("", at - first + 1).body()).isEqualTo(body(PART + 5000, at));
            }
        }
        try (Journal journal = Journal.open(file, JournalLimits.NONE, SecretMarks.NONE, Disk.LOCAL)) {
            for (int number = 1; number <= journal.pages(); number++) {
                assertThat(text(journal.answer("", number).body())).doesNotContain(text(BYTES));
            }
        }
    }

    private static Answer answer(int at) {
        return new Answer(URI.create("https://x/"), 200, Headers.NONE, body(PART + 5000, at));
    }
}
