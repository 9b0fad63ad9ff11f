package io.qanat.journal;

import java.io.OutputStream;

/**
 * Keeps credentials out of the file (requirement C6): what is stored has a mark where a credential stood. A credential has
 * the same mark in every process, also after it was rotated. Thread-safe.
 */
public interface SecretMarks {
    /** Hides nothing. */
    SecretMarks NONE = new SecretMarks() {
        @Override
        public byte[] hide(byte[] bytes) {
            return bytes;
        }

        @Override
        public byte[] reveal(byte[] bytes) {
            return bytes;
        }

        @Override
        public OutputStream hiding(OutputStream to) {
            return to;
        }

        @Override
        public OutputStream revealing(OutputStream to) {
            return to;
        }
    };

    /** Replaces every credential by its mark; the same array if there is none. The array given isn't changed. */
    byte[] hide(byte[] bytes);

    /**
     * Puts the present credentials where their marks stand; the same array if there is none. The array given isn't changed.
     *
     * @throws UnknownSecretException if a mark is of a credential that isn't known any more
     */
    byte[] reveal(byte[] bytes);

    /**
     * A stream that writes on what is written to it with every credential replaced by its mark, however the writes cut them.
     * It holds some of it back until it is closed, which closes the other one too; it takes little memory.
     */
    OutputStream hiding(OutputStream to);

    /**
     * The same with the present credentials where their marks stand.
     *
     * <p>The stream's methods throw {@link UnknownSecretException} if a mark is of a credential that isn't known any more.
     */
    OutputStream revealing(OutputStream to);
}
