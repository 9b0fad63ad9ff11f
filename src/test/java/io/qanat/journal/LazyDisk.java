package io.qanat.journal;

import io.qanat.disk.Disk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/** Never waits until something is durable: no test switches the computer off, and thousands of syncs take their time. */
final class LazyDisk implements Disk {
    @Override
    public void sync(Path path) {}

    @Override
    public Appender append(Path file) throws IOException {
        return new Lazy(Disk.super.append(file));
    }

    private record Lazy(Appender appender) implements Appender {
        @Override
        public void write(ByteBuffer bytes) throws IOException {
            appender.write(bytes);
        }

        @Override
        public void sync() {}

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
    }
}
