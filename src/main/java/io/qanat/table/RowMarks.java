package io.qanat.table;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.BitSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Marks some rows of several files or folders: a bit for each row, in a file of which a few blocks are in memory. Not thread-safe. */
final class RowMarks implements Closeable {
    private static final int BLOCK_BYTES = 1 << 13;
    private static final int BLOCKS = 64;

    private final Path file;
    private final FileChannel channel;
    private final long[] begins;
    private final long[] marked;
    private final Map<Long, byte[]> blocks = new LinkedHashMap<>(BLOCKS, 0.75f, true);

    /**
     * Marks for groups of rows.
     *
     * @param file where they are kept; it must not exist
     * @param rows how many each group has
     */
    RowMarks(Path file, List<Long> rows) throws IOException {
        this.file = file;
        this.begins = new long[rows.size() + 1];
        this.marked = new long[rows.size()];
        for (int i = 0; i < rows.size(); i++) {
            begins[i + 1] = begins[i] + (rows.get(i) + Byte.SIZE - 1) / Byte.SIZE;
        }
        this.channel = FileChannel.open(
                file, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE);
    }

    /** Marks a row that isn't marked yet. */
    void mark(int group, long row) throws IOException {
        long at = begins[group] + row / Byte.SIZE;
        if (at >= begins[group + 1]) {
            throw new IllegalArgumentException("group " + group + " has no row " + row);
        }
        block(at / BLOCK_BYTES)[(int) (at % BLOCK_BYTES)] |= (byte) (1 << (row % Byte.SIZE));
        marked[group]++;
    }

    /** How many rows of a group are marked. */
    long marked(int group) {
        return marked[group];
    }

    /** The marks of so many rows of a group. */
    BitSet of(int group, long from, long rows) throws IOException {
        BitSet marks = new BitSet(Math.toIntExact(rows));
        for (long row = from; row < from + rows; row++) {
            long at = begins[group] + row / Byte.SIZE;
            if ((block(at / BLOCK_BYTES)[(int) (at % BLOCK_BYTES)] >> (row % Byte.SIZE) & 1) == 1) {
                marks.set((int) (row - from));
            }
        }
        return marks;
    }

    private byte[] block(long number) throws IOException {
        byte[] block = blocks.get(number);
        if (block == null) {
            makeRoom();
            block = new byte[BLOCK_BYTES];
            ByteBuffer into = ByteBuffer.wrap(block);
            for (int read = 0; read >= 0 && into.hasRemaining(); ) {
                read = channel.read(into, number * BLOCK_BYTES + into.position());
            }
            blocks.put(number, block);
        }
        return block;
    }

    private void makeRoom() throws IOException {
        if (blocks.size() == BLOCKS) {
            Iterator<Map.Entry<Long, byte[]>> eldest = blocks.entrySet().iterator();
            Map.Entry<Long, byte[]> block = eldest.next();
            ByteBuffer bytes = ByteBuffer.wrap(block.getValue());
            while (bytes.hasRemaining()) {
                channel.write(bytes, block.getKey() * BLOCK_BYTES + bytes.position());
            }
            eldest.remove();
        }
    }

    /** Removes the file. */
    @Override
    public void close() throws IOException {
        channel.close();
        Files.deleteIfExists(file);
    }
}
