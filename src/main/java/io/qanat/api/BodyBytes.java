package io.qanat.api;

import java.io.ByteArrayInputStream;

/** A body in memory, as a stream whose bytes can be taken without a copy. */
public final class BodyBytes extends ByteArrayInputStream {

    /** Over bytes that nobody changes any more. */
    public BodyBytes(byte[] bytes) {
        super(bytes);
    }

    /** The whole body, whatever was read of the stream; the very bytes, not to be changed. */
    public byte[] bytes() {
        return buf;
    }
}
