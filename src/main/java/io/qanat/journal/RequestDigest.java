package io.qanat.journal;

import io.qanat.page.PageRequest;
import io.qanat.settings.NameValue;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tells two requests apart without storing them. 64 bits of SHA-256 do: a request is compared with one other, and what is
 * found are changes of a route, not forgeries. Credentials are hidden first, so that a rotated one makes no other request.
 */
final class RequestDigest {
    /** No request follows. */
    static final long NONE = 0;

    private final MessageDigest digest = sha256();
    private final SecretMarks marks;

    private RequestDigest(SecretMarks marks) {
        this.marks = marks;
    }

    static long of(@Nullable PageRequest request, SecretMarks marks) {
        return request == null ? NONE : new RequestDigest(marks).digest(request);
    }

    private long digest(PageRequest request) {
        add(request.method());
        add(request.target());
        add(request.query());
        add(request.headers());
        add(request.body());
        long value = ByteBuffer.wrap(digest.digest()).getLong();
        return value == NONE ? 1 : value;
    }

    private void add(List<NameValue> fields) {
        size(fields.size());
        for (NameValue field : fields) {
            add(field.name());
            add(field.value());
        }
    }

    private void add(String text) {
        add(text.getBytes(StandardCharsets.UTF_8));
    }

    private void add(byte[] bytes) {
        byte[] hidden = marks.hide(bytes);
        size(hidden.length);
        digest.update(hidden);
    }

    /** Each part's length goes before it: otherwise "ab", "c" would be the same as "a", "bc". */
    private void size(int size) {
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(size).flip());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java has SHA-256", e);
        }
    }
}
