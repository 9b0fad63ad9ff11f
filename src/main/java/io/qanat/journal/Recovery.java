package io.qanat.journal;

import com.fasterxml.jackson.databind.JsonNode;
import io.qanat.page.Json;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads a journal that is there, frame by frame, up to its end or to the first frame that is damaged; a page and its parts
 * are damaged or whole together, and parts without their page are nothing. What is damaged there
 * is <em>torn</em>, the work of a process or a computer that died, if no sound frame behind it was written when the file was
 * known to be durable beyond that place; it may be cut off. Otherwise it is <em>corrupt</em>: it was safe once.
 */
final class Recovery {
    private final Path file;
    private final FrameReader reader;
    private final long length;
    private final PageIndex pages = new PageIndex();
    private final List<Noted> notes = new ArrayList<>();

    /** The parts that were read and don't have their page yet. */
    private final PartsSum parts = new PartsSum();

    private long synced;

    private Recovery(Path file, FrameReader reader) throws IOException {
        this.file = file;
        this.reader = reader;
        this.length = reader.length();
    }

    /**
     * What a journal holds.
     *
     * @param salt what its frames are written with
     * @param end where its last whole frame ends
     * @param synced how far the file itself says that it is durable
     */
    record Found(long salt, JsonNode header, PageIndex pages, List<Noted> notes, long end, long synced) {}

    /**
     * Reads all of it; changes nothing.
     *
     * @throws JournalEmptyException if it ends within its header
     * @throws JournalCorruptException if what was durable is damaged, or it is none
     */
    static Found read(Path file, FrameReader reader) throws IOException {
        return new Recovery(file, reader).read();
    }

    private Found read() throws IOException {
        long salt = preamble();
        reader.salt(salt);
        FrameHeader first = firstFrame();
        JsonNode header = Json.MAPPER.readTree(text(first));
        long end = frames(Preamble.BYTES + (long) FrameHeader.BYTES + first.length());
        return new Found(salt, header, pages, notes, end, synced);
    }

    private long preamble() throws IOException {
        byte[] bytes = reader.first(Preamble.BYTES);
        if (!Preamble.journal(bytes, bytes.length)) {
            throw corrupt(0, "this isn't a journal of pages, or its beginning is damaged");
        }
        if (length < Preamble.BYTES + FrameHeader.BYTES) {
            throw new JournalEmptyException(file);
        }
        Preamble preamble = Preamble.read(bytes);
        if (preamble.version() != Preamble.VERSION) {
            throw corrupt(
                    0,
                    "this journal has format " + preamble.version() + " and this program reads format "
                            + Preamble.VERSION
                            + ": finish the run with the program that began it, or the journal is damaged");
        }
        return preamble.salt();
    }

    /** A journal gets its name when its header is durable: half of one is empty, a damaged one is no accident of dying. */
    private FrameHeader firstFrame() throws IOException {
        FrameHeader header = reader.header(Preamble.BYTES, length);
        if (header == null || header.type() != FrameType.HEADER) {
            throw corrupt(Preamble.BYTES, "the journal's header is damaged");
        }
        if (!whole(Preamble.BYTES, header)) {
            throw new JournalEmptyException(file);
        }
        return header;
    }

    private byte[] text(FrameHeader first) throws IOException {
        ByteBuffer payload = reader.payload(Preamble.BYTES, first);
        if (payload == null) {
            throw corrupt(Preamble.BYTES, "the journal's header is damaged");
        }
        return bytes(payload);
    }

    private long frames(long begin) throws IOException {
        long offset = begin;
        synced = begin;
        while (offset < length) {
            FrameHeader frame = reader.header(offset, length);
            ByteBuffer payload = frame == null ? null : payload(offset, frame);
            if (frame == null || payload == null || !take(offset, frame, payload)) {
                break;
            }
            offset += FrameHeader.BYTES + (long) frame.length();
        }
        return requireTorn(offset - parts.bytes());
    }

    private @Nullable ByteBuffer payload(long offset, FrameHeader frame) throws IOException {
        return whole(offset, frame) ? reader.payload(offset, frame) : null;
    }

    private boolean whole(long offset, FrameHeader frame) {
        return length - offset - FrameHeader.BYTES >= frame.length();
    }

    private long requireTorn(long offset) throws IOException {
        if (reader.durableBeyond(offset, length)) {
            throw corrupt(offset, "a part of the journal that was stored safely is damaged");
        }
        return offset;
    }

    /** Takes a frame that is whole; false if it doesn't belong behind the parts that were read. */
    private boolean take(long offset, FrameHeader frame, ByteBuffer payload) throws IOException {
        if (parts.bytes() > 0 && frame.type() != FrameType.PART && frame.type() != FrameType.PARTED) {
            return false;
        }
        synced = Math.max(synced, frame.syncedTo());
        switch (frame.type()) {
            case PAGE -> pages.add(PageKey.read(payload), offset);
            case PART -> parts.add(payload);
            case PARTED -> {
                return takeParted(offset, payload);
            }
            case NOTE -> notes.add(new Noted(Json.MAPPER.readTree(bytes(payload)), pages.pages()));
            case MARK -> {}
            case HEADER -> throw corrupt(offset, "a second header is in the journal");
        }
        return true;
    }

    private boolean takeParted(long offset, ByteBuffer payload) {
        PageKey key = PageKey.read(payload);
        if (!Parts.read(payload).equals(parts.total())) {
            return false;
        }
        parts.clear();
        pages.add(key, offset);
        return true;
    }

    private static byte[] bytes(ByteBuffer payload) {
        byte[] bytes = new byte[payload.remaining()];
        payload.get(bytes);
        return bytes;
    }

    private JournalCorruptException corrupt(long offset, String what) {
        return new JournalCorruptException(file, offset, what);
    }
}
