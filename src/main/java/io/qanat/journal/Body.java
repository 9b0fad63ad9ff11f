package io.qanat.journal;

import io.qanat.page.Answer;
import java.io.IOException;
import java.io.OutputStream;

/**
 * A body that is to be stored. A small one has its credentials hidden already; in a large one that is done while it is stored,
 * so that there is no copy of it.
 *
 * @param bytes from the first one; not copied
 * @param length how many of the bytes are the body
 * @param marks what is still to be hidden
 */
@SuppressWarnings("ArrayRecordComponent") // identity is fine: bodies are not compared
record Body(byte[] bytes, int length, SecretMarks marks) {
    /**
     * An answer's.
     *
     * @param small the longest that is hidden at once
     */
    static Body of(Answer answer, SecretMarks marks, int small) {
        if (answer.length() <= small) {
            byte[] hidden = marks.hide(answer.body());
            if (hidden.length <= small) {
                return new Body(hidden, hidden.length, SecretMarks.NONE);
            }
        }
        return new Body(answer.bytes(), answer.length(), marks);
    }

    /** Writes it without credentials, and closes the stream if that went well: closed after a failure it would write more. */
    void writeTo(OutputStream to) throws IOException {
        OutputStream hiding = marks.hiding(to);
        hiding.write(bytes, 0, length);
        hiding.close();
    }
}
