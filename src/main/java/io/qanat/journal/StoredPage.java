package io.qanat.journal;

import io.qanat.page.Answer;
import io.qanat.page.Headers;
import io.qanat.settings.NameValue;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A page as it is stored, without credentials, but for its body.
 *
 * @param key which page it is
 * @param status the answer's
 * @param texts the answer's URL, then name and value of each header field; UTF-8
 */
record StoredPage(PageKey key, int status, List<byte[]> texts) {

    static StoredPage of(PageKey key, Answer answer, SecretMarks marks) {
        List<byte[]> texts = new ArrayList<>();
        texts.add(hidden(answer.url().toString(), marks));
        for (NameValue field : answer.headers().fields()) {
            if (!UnstoredFields.contains(field.name())) {
                texts.add(hidden(field.name(), marks));
                texts.add(hidden(field.value(), marks));
            }
        }
        return new StoredPage(key, answer.status(), texts);
    }

    private static byte[] hidden(String text, SecretMarks marks) {
        return marks.hide(text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * The answer with the present credentials.
     *
     * @param body with them already
     * @param length how many of these bytes are the body
     */
    Answer answer(byte[] body, int length, SecretMarks marks) {
        List<NameValue> fields = new ArrayList<>();
        for (int i = 1; i < texts.size(); i += 2) {
            fields.add(new NameValue(revealed(i, marks), revealed(i + 1, marks)));
        }
        return new Answer(url(marks), status, new Headers(fields), body, length, Answer.USUAL_MOST);
    }

    private URI url(SecretMarks marks) {
        try {
            return URI.create(revealed(0, marks));
        } catch (IllegalArgumentException e) { // its message holds the URL, and so the credential
            throw new UnknownSecretException("page " + key.number() + " of slice \"" + key.slice()
                    + "\": with the present credentials its URL isn't one any more; begin afresh with --fresh");
        }
    }

    private String revealed(int text, SecretMarks marks) {
        return new String(marks.reveal(texts.get(text)), StandardCharsets.UTF_8);
    }
}
