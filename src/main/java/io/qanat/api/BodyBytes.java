package io.qanat.api;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import org.apache.camel.Exchange;
import org.apache.camel.StreamCache;

/**
 * A body in memory, as a stream whose bytes can be taken without a copy. It is a stream cache of Camel's, which would
 * otherwise wrap it in one of its own, whose bytes can't.
 */
public final class BodyBytes extends ByteArrayInputStream implements StreamCache {
    /** A body of nothing. */
    static final BodyBytes NONE = new BodyBytes(new byte[0]);

    /** Over bytes that nobody changes any more. */
    public BodyBytes(byte[] bytes) {
        super(bytes);
    }

    /** Over the first bytes of an array that is larger than the body. */
    BodyBytes(byte[] bytes, int length) {
        super(bytes, 0, length);
    }

    /** The whole body, whatever was read of the stream; the very bytes if they fill their array, not to be changed. */
    public byte[] bytes() {
        return exact() ? buf : Arrays.copyOf(buf, count);
    }

    /** The array that begins with the body; not to be changed. */
    public byte[] array() {
        return buf;
    }

    /** How many bytes the body has. */
    public int size() {
        return count;
    }

    @Override
    public long length() {
        return count;
    }

    @Override
    public long position() {
        return pos;
    }

    @Override
    public boolean inMemory() {
        return true;
    }

    @Override
    public StreamCache copy(Exchange exchange) {
        return new BodyBytes(buf, count);
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        out.write(buf, pos, count - pos);
    }

    /** Whether the body fills its array. */
    boolean exact() {
        return buf.length == count;
    }

    /** At most so many of its first bytes. */
    byte[] beginning(int most) {
        return Arrays.copyOf(buf, Math.min(most, count));
    }
}
