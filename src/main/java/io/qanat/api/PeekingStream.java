package io.qanat.api;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A stream whose next bytes can be looked at before they are read. */
final class PeekingStream extends BufferedInputStream {

    PeekingStream(InputStream in) {
        super(in);
    }

    /** The next bytes, fewer only at the end; they are still to be read. */
    byte[] peek(int most) throws IOException {
        mark(most);
        byte[] bytes = readNBytes(most);
        reset();
        return bytes;
    }
}
