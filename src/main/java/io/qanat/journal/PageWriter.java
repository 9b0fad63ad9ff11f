package io.qanat.journal;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Stores pages: a body that is no longer than a part in the page's own frame, a larger one in parts before it, so that no
 * page takes more memory than a part does. Not thread-safe.
 */
final class PageWriter {
    /** Bytes of a body that are compressed at once. */
    static final int PART = 1 << 20;

    private final FrameWriter writer;
    private final Room room;
    private final PageCodec codec;
    private final int part;
    private final Frame frame = new Frame();

    PageWriter(FrameWriter writer, Room room, PageCodec codec, int part) {
        this.writer = writer;
        this.room = room;
        this.codec = codec;
        this.part = part;
    }

    /**
     * Stores a page, or nothing of it, and says where its frame begins.
     *
     * @throws JournalFullException if there isn't room; it is known before the first byte is written
     */
    long store(StoredPage page, Body body) throws IOException {
        try {
            return body.length() <= part ? whole(page, body) : parted(page, body);
        } finally {
            frame.done();
        }
    }

    private long whole(StoredPage page, Body body) throws IOException {
        ByteBuffer to = frame.begin(PageCodec.bound(page) + PageCodec.bound(body.length()));
        codec.write(page, to);
        codec.writeBody(body.bytes(), body.length(), to);
        room.require(writer.end(), frame.length());
        return writer.append(FrameType.PAGE, frame);
    }

    private long parted(StoredPage page, Body body) throws IOException {
        requireRoom(page, body);
        try {
            PartStream parts = new PartStream(codec, frame, part, this::write);
            body.writeTo(parts);
            codec.write(page, parts.parts(), body.length(), frame.begin(PageCodec.bound(page)));
            room.require(writer.end(), frame.length());
            return writer.append(FrameType.PARTED, frame);
        } finally {
            writer.withdraw();
        }
    }

    /** Once more for each: marks are longer than the credentials they stand for. */
    private void write(Frame part) throws IOException {
        room.require(writer.end(), part.length());
        writer.part(part);
    }

    /** Usually there is room for more than it can become. Otherwise it is compressed twice: first to see its size. */
    private void requireRoom(StoredPage page, Body body) throws IOException {
        long end = writer.end();
        long head = FrameHeader.BYTES + PageCodec.bound(page);
        if (!room.has(end, head + bound(body.length()))) {
            PartStream parts = new PartStream(codec, frame, part, built -> {});
            body.writeTo(parts);
            room.require(end, head + parts.parts().bytes());
        }
    }

    private long bound(int body) {
        long frames = (body + (long) part - 1) / part;
        return frames * (FrameHeader.BYTES + PageCodec.bound(part));
    }
}
