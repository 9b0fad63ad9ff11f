package io.qanat.page;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.qanat.page.PageException.Kind;
import io.qanat.settings.NameValue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.assertj.core.api.ThrowableAssertAlternative;

/** Bodies of every form as answers, and what becomes of them. */
final class Bodies {
    static final String JSON = "application/json";
    static final String LINES = "application/x-ndjson";
    static final String CSV = "text/csv";
    static final String XML = "application/xml";

    private Bodies() {}

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static Answer answer(String type, byte[] body) {
        return answer("https://api.example/v1/orders", type, body);
    }

    static Answer answer(String url, String type, byte[] body) {
        return new Answer(URI.create(url), 200, new Headers(List.of(new NameValue("Content-Type", type))), body);
    }

    /** The first page of that body, with settings of {@code name, value}. */
    static Page page(String type, String body, String... settings) {
        return Walks.pagination(settings).accept(answer(type, utf8(body)));
    }

    /** The records of that body as the text of a JSON array, as a step gets them. */
    static String rows(String type, String body, String... settings) {
        return json(page(type, body, settings));
    }

    static String json(Page page) {
        try {
            return PageConverters.toJsonNode(page).toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static ThrowableAssertAlternative<PageException> refused(Kind kind, String type, String body, String... settings) {
        return refused(kind, answer(type, utf8(body)), settings);
    }

    static ThrowableAssertAlternative<PageException> refused(Kind kind, Answer answer, String... settings) {
        Pagination pagination = Walks.pagination(settings);
        return assertThatExceptionOfType(PageException.class)
                .isThrownBy(() -> pagination.accept(answer))
                .matches(e -> e.kind() == kind, "kind " + kind);
    }
}
