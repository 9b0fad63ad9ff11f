package io.qanat.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.qanat.page.Answer;
import io.qanat.page.Headers;
import io.qanat.page.PageRequest;
import io.qanat.settings.NameValue;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;

/** Answers, requests and journals for the tests of this package. */
final class Answers {
    static final JsonNode HEADER =
            JsonNodeFactory.instance.objectNode().put("run", "r1").put("pull", "orders");

    private Answers() {}

    static Answer answer(String body) {
        return answer("https://api.example.com/v1/orders?page=1", body, "Content-Type", "application/json");
    }

    static Answer answer(String url, String body, String... fields) {
        NameValue[] named = new NameValue[fields.length / 2];
        for (int i = 0; i < named.length; i++) {
            named[i] = new NameValue(fields[2 * i], fields[2 * i + 1]);
        }
        return new Answer(URI.create(url), 200, new Headers(List.of(named)), body.getBytes(UTF_8));
    }

    /** The answer of a page, with a body of about so many bytes that can hardly be compressed. */
    static Answer answer(String slice, int number, int bytes) {
        byte[] body = new byte[bytes];
        new Random(slice.hashCode() * 31L + number).nextBytes(body);
        return new Answer(
                URI.create("https://api.example.com/" + number),
                200 + number % 2,
                new Headers(List.of(new NameValue("X-Number", "" + number))),
                body);
    }

    static PageRequest request(int number) {
        return new PageRequest("GET", "/orders", List.of(new NameValue("page", "" + number)), List.of(), new byte[0]);
    }

    static JsonNode note(String text) {
        return JsonNodeFactory.instance.objectNode().put("note", text);
    }

    static Journal begun(Path file) throws IOException {
        return Journal.create(file, HEADER, JournalLimits.NONE, SecretMarks.NONE, new LazyDisk());
    }

    /** With bodies cut into parts of that length. */
    static Journal begun(Path file, int part) throws IOException {
        return Journal.create(file, HEADER, JournalLimits.NONE, SecretMarks.NONE, new LazyDisk(), part);
    }

    static Journal open(Path file) throws IOException {
        return Journal.open(file, JournalLimits.NONE, SecretMarks.NONE, new LazyDisk());
    }

    static void same(Answer read, Answer stored) {
        assertThat(read).isNotNull();
        assertThat(read.url()).isEqualTo(stored.url());
        assertThat(read.status()).isEqualTo(stored.status());
        assertThat(read.headers()).isEqualTo(stored.headers());
        assertThat(read.body()).isEqualTo(stored.body());
    }
}
