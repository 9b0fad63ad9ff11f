package io.qanat.pull;

import io.qanat.api.Secrets;
import io.qanat.journal.SecretMarks;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Keeps an API's credentials out of stored answers (requirement C6): some APIs repeat them in next links. Each is replaced by
 * a mark with a digest of it, and put back as long as it is still the API's credential. Where two overlap, the one that begins
 * first is replaced, and of two that begin together the longer. Thread-safe.
 */
final class HiddenSecrets implements SecretMarks {
    private final Secrets secrets;
    private volatile KnownSecrets known = new KnownSecrets(List.of());

    HiddenSecrets(Secrets secrets) {
        this.secrets = secrets;
    }

    /** Tokens come and go; between that the list is the same. */
    private KnownSecrets known() {
        List<String> values = secrets.known();
        KnownSecrets present = known;
        if (!present.of(values)) {
            present = new KnownSecrets(values);
            known = present;
        }
        return present;
    }

    @Override
    public byte[] hide(byte[] bytes) {
        KnownSecrets present = known();
        return !present.isEmpty() && present.anyIn(bytewise(bytes)) ? replaced(bytes, present) : bytes;
    }

    @Override
    public byte[] reveal(byte[] bytes) {
        return bytewise(bytes).contains(Marks.BEGIN) ? replaced(bytes, new Marks(known())) : bytes;
    }

    @Override
    public OutputStream hiding(OutputStream to) {
        KnownSecrets present = known();
        return present.isEmpty() ? to : new ReplacingStream(present, to);
    }

    @Override
    public OutputStream revealing(OutputStream to) {
        return new ReplacingStream(new Marks(known()), to);
    }

    private static byte[] replaced(byte[] bytes, ReplacingStream.Texts texts) {
        ByteArrayOutputStream to = new ByteArrayOutputStream(bytes.length);
        try (OutputStream replacing = new ReplacingStream(texts, to)) {
            replacing.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // memory doesn't fail
        }
        return to.toByteArray();
    }

    /** Each byte a character, so that bytes can be searched as fast as text. */
    private static String bytewise(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
