package io.qanat.state;

import io.qanat.disk.Disk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;

/** A disk that fails at one step and at all that follow, with half of what was to be written. Not thread-safe. */
final class FaultyDisk implements Disk {
    /** How it fails. */
    enum Fault {
        NO_SPACE("No space left on device"),
        IO_ERROR("Input/output error"),
        /** The process ends there: nothing of its code runs afterwards. */
        DEATH("died");

        private final String message;

        Fault(String message) {
            this.message = message;
        }

        String message() {
            return message;
        }
    }

    /** In place of the process's end. */
    static final class Death extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Death() {
            super("died");
        }
    }

    private final Fault fault;
    private int left;
    private boolean armed = true;
    private boolean failed;

    FaultyDisk(int steps, Fault fault) {
        this.left = steps;
        this.fault = fault;
    }

    boolean failed() {
        return failed;
    }

    /** Steps are counted, and fail, only while it is armed. */
    void arm(boolean now) {
        armed = now;
    }

    private boolean fails() {
        failed |= armed && left-- <= 0;
        return armed && failed;
    }

    private void step() throws IOException {
        if (fails()) {
            fail();
        }
    }

    private void fail() throws IOException {
        if (fault == Fault.DEATH) {
            throw new Death();
        }
        throw new IOException(fault.message());
    }

    @Override
    public void write(Path file, byte[] content) throws IOException {
        if (fails()) {
            Disk.super.write(file, Arrays.copyOf(content, content.length / 2));
            fail();
        }
        Disk.super.write(file, content);
    }

    @Override
    public void sync(Path path) throws IOException {
        step();
        Disk.super.sync(path);
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
        step();
        Disk.super.rename(from, to);
    }

    @Override
    public void delete(Path file) throws IOException {
        step();
        Disk.super.delete(file);
    }

    @Override
    public Appender append(Path file) throws IOException {
        Appender appender = Disk.super.append(file);
        return new Appender() {
            @Override
            public void write(ByteBuffer bytes) throws IOException {
                if (fails()) {
                    appender.write(bytes.slice(0, bytes.remaining() / 2));
                    fail();
                }
                appender.write(bytes);
            }

            @Override
            public void sync() throws IOException {
                step();
                appender.sync();
            }

            @Override
            public void truncate(long length) throws IOException {
                appender.truncate(length);
            }

            @Override
            public long length() throws IOException {
                return appender.length();
            }

            @Override
            public void close() throws IOException {
                appender.close();
            }
        };
    }
}
