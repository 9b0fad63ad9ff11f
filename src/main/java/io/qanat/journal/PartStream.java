package io.qanat.journal;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;

/** Cuts what is written to it into parts and makes a frame of each; the last one when it is closed. Not thread-safe. */
final class PartStream extends OutputStream {
    private final PageCodec codec;
    private final Frame frame;
    private final Sink sink;
    private final PartsSum sum = new PartsSum();
    private final byte[] part;
    private int filled;

    /** Takes frames; the next one is built where this one was. */
    interface Sink {
        void take(Frame part) throws IOException;
    }

    /**
     * Begins with none.
     *
     * @param length bytes of a part before it is compressed
     */
    PartStream(PageCodec codec, Frame frame, int length, Sink sink) {
        this.codec = codec;
        this.frame = frame;
        this.part = new byte[length];
        this.sink = sink;
    }

    @Override
    public void write(int one) throws IOException {
        write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int count) throws IOException {
        int end = from + count;
        for (int at = from; at < end; ) {
            int taken = Math.min(end - at, part.length - filled);
            System.arraycopy(bytes, at, part, filled, taken);
            at += taken;
            filled += taken;
            if (filled == part.length) {
                cut();
            }
        }
    }

    private void cut() throws IOException {
        ByteBuffer payload = frame.begin(PageCodec.bound(filled));
        codec.writeBody(part, filled, payload);
        sum.add(payload.duplicate().flip().position(FrameHeader.BYTES));
        sink.take(frame);
        filled = 0;
    }

    @Override
    public void close() throws IOException {
        if (filled > 0) {
            cut();
        }
    }

    /** Those that were made so far. */
    Parts parts() {
        return sum.total();
    }
}
