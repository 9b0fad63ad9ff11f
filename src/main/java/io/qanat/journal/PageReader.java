package io.qanat.journal;

import io.qanat.page.Answer;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Reads pages that are stored and verifies them. A body in parts takes an array of its length and little besides. Not
 * thread-safe.
 */
final class PageReader {
    private final Path file;
    private final FrameReader reader;
    private final PageCodec codec;
    private final SecretMarks marks;

    PageReader(Path file, FrameReader reader, PageCodec codec, SecretMarks marks) {
        this.file = file;
        this.reader = reader;
        this.codec = codec;
        this.marks = marks;
    }

    /**
     * The answer of a page, with the present credentials.
     *
     * @param what which page it is, for people
     * @param offset where its frame begins
     * @throws JournalCorruptException if it can't be read as it was written
     */
    Answer read(String what, long offset) throws IOException {
        FrameHeader header = reader.header(offset, reader.length());
        ByteBuffer payload = payload(what, offset, header);
        boolean parted = header != null && header.type() == FrameType.PARTED;
        return parted ? parted(what, offset, payload) : whole(payload);
    }

    private ByteBuffer payload(String what, long offset, @Nullable FrameHeader header) throws IOException {
        ByteBuffer payload = header == null ? null : reader.payload(offset, header);
        if (payload == null) {
            throw new JournalCorruptException(file, offset, what + " was damaged after it was stored");
        }
        return payload;
    }

    private Answer whole(ByteBuffer payload) throws IOException {
        StoredPage page = codec.read(payload);
        byte[] body = marks.reveal(codec.readBody(payload));
        return page.answer(body, body.length, marks);
    }

    private Answer parted(String what, long offset, ByteBuffer payload) throws IOException {
        PageKey key = PageKey.read(payload);
        Parts parts = Parts.read(payload);
        BodyArray body = new BodyArray(payload.getInt());
        StoredPage page = codec.readTexts(key, payload);
        read(what, offset - parts.bytes(), offset, body);
        if (!body.whole()) { // the present credentials are longer than those that it came with
            body.enlarge();
            read(what, offset - parts.bytes(), offset, body);
        }
        return page.answer(body.bytes(), (int) body.length(), marks);
    }

    private void read(String what, long begin, long end, OutputStream to) throws IOException {
        OutputStream revealing = marks.revealing(to);
        for (long at = begin; at < end; ) {
            ByteBuffer payload = payload(what, at, reader.header(at, end));
            at += FrameHeader.BYTES + (long) payload.remaining();
            revealing.write(codec.readBody(payload));
        }
        revealing.close();
    }
}
