package io.qanat.table;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.apache.parquet.bytes.ByteBufferAllocator;

/**
 * Gives parquet's columns the buffers of the row group before. They live for seconds: new ones each time would fill the old
 * generation with garbage, and let a long pull take more memory than a short one. What is kept is never more than was in use at once.
 * Thread-safe.
 */
final class RecycledBuffers implements ByteBufferAllocator {
    /** Sizes are rounded up to so many steps between two powers of two. */
    private static final int STEPS = 8;

    private final Map<Integer, Deque<byte[]>> free = new HashMap<>();
    private long freeBytes;
    private long usedBytes;
    private long mostUsed;

    @Override
    public synchronized ByteBuffer allocate(int size) {
        byte[] array = taken(rounded(size));
        usedBytes += array.length;
        mostUsed = Math.max(mostUsed, usedBytes);
        return ByteBuffer.wrap(array, 0, size).slice();
    }

    private byte[] taken(int length) {
        Deque<byte[]> alike = free.get(length);
        if (alike == null || alike.isEmpty()) {
            return new byte[length];
        }
        freeBytes -= length;
        return alike.pop();
    }

    private static int rounded(int size) {
        int step = Math.max(1, Integer.highestOneBit(Math.max(1, size)) / STEPS);
        return Math.max(step, (int) Math.min(Integer.MAX_VALUE - STEPS, ((size + step - 1L) / step) * step));
    }

    @Override
    @SuppressWarnings("ByteBufferBackingArray") // only what was wrapped here comes back
    public synchronized void release(ByteBuffer buffer) {
        byte[] array = buffer.array();
        usedBytes -= array.length;
        if (freeBytes + array.length <= mostUsed) {
            freeBytes += array.length;
            free.computeIfAbsent(array.length, length -> new ArrayDeque<>()).push(array);
        }
    }

    @Override
    public boolean isDirect() {
        return false;
    }
}
