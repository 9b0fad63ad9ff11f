package io.qanat.table;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file of keys with the places of their rows, written once and read in the same order. Not thread-safe. */
final class KeyFile implements Closeable {
    private static final int BUFFER = 1 << 14;

    private final Path file;
    private final DataOutputStream out;
    private long entries;
    private long bytes;

    /** Takes what the file has. */
    interface Target {
        /**
         * Takes a key, which is another's when this returns.
         *
         * @param group the file or folder of its row
         * @param row the row's place there
         * @param deleted whether the row only says that the key is deleted
         */
        void key(KeyBytes key, int group, long row, boolean deleted) throws IOException;
    }

    /** Begins a file, which must not exist. */
    KeyFile(Path file) throws IOException {
        this.file = file;
        this.out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file), BUFFER));
    }

    void add(byte[] key, int offset, int length, int group, long row, boolean deleted) throws IOException {
        out.writeInt(length);
        out.writeInt(group);
        out.writeLong(row);
        out.writeBoolean(deleted);
        out.write(key, offset, length);
        entries++;
        bytes += length;
    }

    long entries() {
        return entries;
    }

    /** Bytes of all keys together. */
    long bytes() {
        return bytes;
    }

    /** Hands over all entries; nothing is added any more. */
    void read(Target target) throws IOException {
        out.close();
        KeyBytes key = new KeyBytes();
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file), BUFFER))) {
            for (long i = 0; i < entries; i++) {
                int length = in.readInt();
                int group = in.readInt();
                long row = in.readLong();
                boolean deleted = in.readBoolean();
                in.readFully(key.ofLength(length), 0, length);
                target.key(key, group, row, deleted);
            }
        } catch (EOFException e) {
            throw new IOException(file + ": was cut off", e);
        }
    }

    /** Removes the file. */
    @Override
    public void close() throws IOException {
        out.close();
        Files.deleteIfExists(file);
    }
}
