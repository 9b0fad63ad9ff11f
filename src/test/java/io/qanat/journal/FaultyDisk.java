package io.qanat.journal;

import io.qanat.disk.Disk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Fails where it is told to; a write that fails has written half. Its appender counts what it was asked to do. */
final class FaultyDisk implements Disk {
    /** What the journal asks of a disk. */
    enum Step {
        WHOLE_FILE,
        OPEN,
        SYNC_PATH,
        RENAME,
        WRITE,
        SYNC,
        TRUNCATE
    }

    private Predicate<Step> failing = step -> false;
    private @Nullable Error error;
    private @Nullable Action whileSyncing;
    private int syncs;
    private int asked;
    private long free = Long.MAX_VALUE;

    static FaultyDisk sound() {
        return new FaultyDisk();
    }

    /** Fails at the n-th step, from 0, and goes on soundly then. */
    static FaultyDisk at(int step) {
        int[] left = {step};
        return sound().failing(any -> left[0]-- == 0);
    }

    FaultyDisk failing(Predicate<Step> steps) {
        failing = steps;
        return this;
    }

    FaultyDisk failing(Step... steps) {
        return failing(step -> List.of(steps).contains(step));
    }

    /** Something that may fail. */
    interface Action {
        void run() throws Exception;
    }

    /** What happens while a journal's file is synced; null for nothing. */
    void syncing(@Nullable Action action) {
        whileSyncing = action;
    }

    /** Every write ends by this, half done; null for none. */
    void throwing(@Nullable Error thrown) {
        error = thrown;
    }

    void free(long bytes) {
        free = bytes;
    }

    int syncs() {
        return syncs;
    }

    int asked() {
        return asked;
    }

    private void step(Step step) throws IOException {
        if (failing.test(step)) {
            throw new IOException(step == Step.WRITE ? "No space left on device" : "Input/output error");
        }
    }

    @Override
    public void write(Path file, byte[] content) throws IOException {
        step(Step.WHOLE_FILE);
        Disk.super.write(file, content);
    }

    @Override
    public void sync(Path path) throws IOException {
        step(Step.SYNC_PATH);
        Disk.super.sync(path);
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
        step(Step.RENAME);
        Disk.super.rename(from, to);
    }

    @Override
    public long usableBytes(Path path) {
        asked++;
        return free;
    }

    @Override
    public Appender append(Path file) throws IOException {
        step(Step.OPEN);
        return new Faulty(Disk.super.append(file));
    }

    private final class Faulty implements Appender {
        private final Appender sound;

        Faulty(Appender sound) {
            this.sound = sound;
        }

        @Override
        public void write(ByteBuffer bytes) throws IOException {
            try {
                step(Step.WRITE);
            } catch (IOException e) {
                half(bytes);
                throw e;
            }
            if (error != null) {
                half(bytes);
                throw error;
            }
            sound.write(bytes);
        }

        private void half(ByteBuffer bytes) throws IOException {
            sound.write(bytes.slice(bytes.position(), bytes.remaining() / 2));
        }

        @Override
        public void sync() throws IOException {
            step(Step.SYNC);
            syncs++;
            if (whileSyncing != null) {
                act(whileSyncing);
            }
            sound.sync();
        }

        private static void act(Action action) throws IOException {
            try {
                action.run();
            } catch (Exception e) {
                throw new IOException(e);
            }
        }

        @Override
        public void truncate(long length) throws IOException {
            step(Step.TRUNCATE);
            sound.truncate(length);
        }

        @Override
        public long length() throws IOException {
            return sound.length();
        }

        @Override
        public void close() throws IOException {
            sound.close();
        }
    }
}
