package io.qanat.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** A growing file of the computer's own disk. */
final class LocalAppender implements Disk.Appender {
    private final FileChannel channel;

    LocalAppender(FileChannel channel) throws IOException {
        this.channel = channel;
        channel.position(channel.size());
    }

    @Override
    public void write(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    @Override
    public void sync() throws IOException {
        channel.force(true);
    }

    @Override
    public void truncate(long length) throws IOException {
        channel.truncate(length);
        channel.position(channel.size());
    }

    @Override
    public long length() throws IOException {
        return channel.size();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
