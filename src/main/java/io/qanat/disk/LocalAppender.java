package io.qanat.disk;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;

/**
 * A growing file of the computer's own disk. No channel: a thread that is interrupted while it writes would close that for all
 * the others.
 */
final class LocalAppender implements Disk.Appender {
    private final RandomAccessFile file;

    LocalAppender(RandomAccessFile file) throws IOException {
        this.file = file;
        file.seek(file.length());
    }

    @Override
    public void write(ByteBuffer bytes) throws IOException {
        byte[] copy = bytes.hasArray() ? bytes.array() : copy(bytes);
        int at = bytes.hasArray() ? bytes.arrayOffset() + bytes.position() : 0;
        file.write(copy, at, bytes.remaining());
        bytes.position(bytes.limit());
    }

    private static byte[] copy(ByteBuffer bytes) {
        byte[] copy = new byte[bytes.remaining()];
        bytes.duplicate().get(copy);
        return copy;
    }

    @Override
    public void sync() throws IOException {
        file.getFD().sync();
    }

    @Override
    public void truncate(long length) throws IOException {
        if (length < file.length()) {
            file.setLength(length);
        }
        file.seek(file.length());
    }

    @Override
    public long length() throws IOException {
        return file.length();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
