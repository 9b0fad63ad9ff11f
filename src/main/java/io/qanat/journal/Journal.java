package io.qanat.journal;

import com.fasterxml.jackson.databind.JsonNode;
import io.qanat.disk.Disk;
import io.qanat.page.Answer;
import io.qanat.page.Json;
import io.qanat.page.PageRequest;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The pages of one run that isn't published yet, in one file: what was fetched once isn't fetched again after a crash
 * (requirement D1). Each page is a compressed frame with checksums, or several if its body is large; what a crash tore is cut
 * off when the file is opened, and damage to what was durable is refused. Memory holds where the pages are, not the pages; to
 * store one takes a few MiB, whatever its size, and to read one an array of its body besides.
 *
 * <p>Thread-safe: pages may be appended and read while another thread syncs. One process at a time may have it open, which is
 * its caller's business. Credentials are never in the file: {@link SecretMarks} stand for them, and header fields that carry
 * credentials or cookies are left out. The caller's header and notes are stored as they are given.
 */
public final class Journal implements AutoCloseable {
    private final Path file;
    private final SecretMarks marks;
    private final JsonNode header;
    private final FrameReader reader;
    private final FrameWriter writer;
    private final Room room;
    private final int part;
    private final PageCodec codec = new PageCodec();
    private final PageWriter pageWriter;
    private final PageReader pageReader;
    private final PageIndex pages;
    private final List<Noted> notes;
    private boolean closed;

    private Journal(
            Path file,
            Recovery.Found found,
            FrameReader reader,
            FrameWriter writer,
            Room room,
            SecretMarks marks,
            int part) {
        this.file = file;
        this.marks = marks;
        this.header = found.header();
        this.reader = reader;
        this.writer = writer;
        this.room = room;
        this.part = part;
        this.pageWriter = new PageWriter(writer, room, codec, part);
        this.pageReader = new PageReader(file, reader, codec, marks);
        this.pages = found.pages();
        this.notes = new ArrayList<>(found.notes());
    }

    /**
     * Begins a journal; the folder is made too. When this returns, file and header are durable. A crash leaves no file of that
     * name, but perhaps a {@code <name>.new}, which the next call overwrites.
     *
     * @param header what the caller needs to know when it finds the file; without secrets
     * @throws FileAlreadyExistsException if a journal is there that has its header
     */
    public static Journal create(Path file, JsonNode header, JournalLimits limits, SecretMarks marks, Disk disk)
            throws IOException {
        return create(file, header, limits, marks, disk, PageWriter.PART);
    }

    static Journal create(Path file, JsonNode header, JournalLimits limits, SecretMarks marks, Disk disk, int part)
            throws IOException {
        requireNone(file);
        try {
            disk.makeFolder(file.toAbsolutePath().resolveSibling(""));
            disk.replace(file, NewJournal.bytes(header));
            return open(file, limits, marks, disk, part);
        } catch (IOException e) {
            NewJournal.remove(file, disk, e);
            throw failed(file, "can't be begun", e);
        }
    }

    private static void requireNone(Path file) throws IOException {
        if (!Files.exists(file)) {
            return;
        }
        try (FrameReader reader = new FrameReader(file)) {
            Recovery.read(file, reader);
        } catch (JournalEmptyException e) {
            return; // a crash left it: nothing is lost with it
        }
        throw new FileAlreadyExistsException(
                file.toString(), null, "a run's pages are in it: go on with them, or move the file away");
    }

    /**
     * Goes on with a journal that is there. Every frame is verified and a torn end is cut off; when this returns, all that is
     * in the journal is durable.
     *
     * @throws java.nio.file.NoSuchFileException if the file isn't there
     * @throws JournalEmptyException if the file is shorter than a journal's header; it is left as it is
     * @throws JournalCorruptException if something that was durable is damaged, or the file isn't a journal, or one of another
     *     version; it is left as it is
     */
    public static Journal open(Path file, JournalLimits limits, SecretMarks marks, Disk disk) throws IOException {
        return open(file, limits, marks, disk, PageWriter.PART);
    }

    /** With parts of another length than the usual. */
    static Journal open(Path file, JournalLimits limits, SecretMarks marks, Disk disk, int part) throws IOException {
        FrameReader reader = new FrameReader(file);
        try {
            Recovery.Found found = Recovery.read(file, reader);
            FrameWriter writer = writer(file, found, disk);
            return new Journal(file, found, reader, writer, new Room(file, limits, disk), marks, part);
        } catch (IOException | RuntimeException e) {
            reader.close();
            throw e;
        }
    }

    /**
     * What a journal holds, for people to see: nothing is changed, so that another process may be writing it.
     *
     * @throws java.nio.file.NoSuchFileException if the file isn't there
     * @throws JournalEmptyException if the file is shorter than a journal's header
     * @throws JournalCorruptException if something that was durable is damaged
     */
    public static Look look(Path file) throws IOException {
        try (FrameReader reader = new FrameReader(file)) {
            Recovery.Found found = Recovery.read(file, reader);
            return new Look(found.header(), found.pages().pages(), found.notes());
        }
    }

    /**
     * What a journal holds.
     *
     * @param header what was given to {@link #create}
     * @param pages how many pages are stored
     * @param notes in their order
     */
    public record Look(JsonNode header, int pages, List<Noted> notes) {
        public Look {
            notes = List.copyOf(notes);
        }
    }

    private static FrameWriter writer(Path file, Recovery.Found found, Disk disk) throws IOException {
        Disk.Appender appender = disk.append(file);
        try {
            if (appender.length() > found.end()) {
                appender.truncate(found.end());
            }
            appender.sync(); // a dead process may have left the last pages to the operating system
            return new FrameWriter(file, appender, found.salt(), found.end());
        } catch (IOException e) {
            appender.close();
            throw failed(file, "can't be gone on with", e);
        }
    }

    private static IOException failed(Path file, String what, IOException e) {
        return new IOException(file + ": " + what + " (" + e.getMessage() + "); see to the disk and start again", e);
    }

    /** What was given to {@link #create}. */
    public JsonNode header() {
        return header;
    }

    /**
     * Stores a page; one of the same number is replaced. It can be read at once, survives the end of the process when this
     * returns, and a loss of power after the next {@link #sync}.
     *
     * @param slice which slice of the run
     * @param number from 1 within the slice; pages may come in any order
     * @param next the request that follows; null at the end of the slice
     * @throws JournalFullException if there isn't room
     * @throws IOException if it can't be written, or an earlier sync failed; what was stored before stays readable
     */
    public void append(String slice, int number, Answer answer, @Nullable PageRequest next) throws IOException {
        PageKey key = new PageKey(slice, number, RequestDigest.of(next, marks));
        store(StoredPage.of(key, answer, marks), Body.of(answer, marks, part));
    }

    private synchronized void store(StoredPage page, Body body) throws IOException {
        requireOpen();
        pages.add(page.key(), pageWriter.store(page, body));
    }

    /**
     * The stored answer, verified again, with the present credentials; null if that page isn't there.
     *
     * @throws JournalCorruptException if it can't be read as it was written
     * @throws UnknownSecretException if it holds the mark of a credential that isn't known any more
     */
    public synchronized @Nullable Answer answer(String slice, int number) throws IOException {
        requireOpen();
        long offset = pages.offset(slice, number);
        return offset == 0 ? null : pageReader.read("page " + number + " of slice \"" + slice + "\"", offset);
    }

    /** Whether that page is there, and the request that followed it when it was stored was the same as this one. */
    public synchronized boolean followedBy(String slice, int number, @Nullable PageRequest next) {
        return pages.followedBy(slice, number, RequestDigest.of(next, marks));
    }

    /** Pages that are stored. */
    public synchronized int pages() {
        return pages.pages();
    }

    /** The slices that have pages, in the order of their names. */
    public synchronized Set<String> slices() {
        return pages.slices();
    }

    /** Pages of a slice that are stored. */
    public synchronized int pages(String slice) {
        return pages.pages(slice);
    }

    /**
     * Adds a note, which is durable when this returns, and all before it. Limits of room don't hold it up: it may be what says
     * why a run stopped.
     *
     * @param note small, and without secrets
     */
    public void note(JsonNode note) throws IOException {
        byte[] text = Json.MAPPER.writeValueAsBytes(note);
        store(text, Json.MAPPER.readTree(text));
        sync();
    }

    private synchronized void store(byte[] text, JsonNode note) throws IOException {
        requireOpen();
        Frame frame = new Frame();
        frame.begin(text.length).put(text);
        writer.append(FrameType.NOTE, frame);
        notes.add(new Noted(note, pages.pages()));
    }

    /** The notes in their order. */
    public synchronized List<Noted> notes() {
        return List.copyOf(notes);
    }

    /**
     * Returns when everything that was appended before the call would survive a loss of power.
     *
     * @throws IOException if it can't be made durable: the journal takes nothing more then, since the disk may have dropped
     *     pages, but can be read; opening it again shows what is there
     */
    public void sync() throws IOException {
        writer.sync();
        askForRoomAgain();
    }

    private synchronized void askForRoomAgain() {
        room.askAgain();
    }

    /**
     * As {@link #sync}, for a timer: does nothing if nothing was appended, the journal is closed, or an earlier error was told
     * already. An error is thrown here once, and by every append, note and sync that follows.
     */
    public void syncIfDirty() throws IOException {
        if (!writer.stopped()) {
            sync();
        }
    }

    /** Bytes of the file. */
    public long length() {
        return writer.end();
    }

    /** Where it is. */
    public Path file() {
        return file;
    }

    private void requireOpen() throws IOException {
        if (closed) {
            throw new IOException(file + ": the journal is closed, so its pages can't be reached");
        }
    }

    /** Syncs and frees the file; done again it does nothing. */
    @Override
    public void close() throws IOException {
        try {
            writer.close();
        } finally {
            release();
        }
    }

    private synchronized void release() throws IOException {
        if (!closed) {
            closed = true;
            codec.close();
            reader.close();
        }
    }
}
