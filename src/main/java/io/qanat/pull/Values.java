package io.qanat.pull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Texts, each once, in the order in which they came first: a million ids take some tens of megabytes. They are numbers only if
 * all of them are. Not thread-safe while it grows.
 */
final class Values {
    private byte[] bytes = new byte[1024];
    private int[] ends = new int[64];
    private int[] slots = new int[256];
    private int size;
    private boolean texts;

    /** Adds a value, if it isn't there yet. */
    void add(String value, boolean number) {
        byte[] text = value.getBytes(StandardCharsets.UTF_8);
        int slot = slot(text);
        if (slots[slot] != 0) {
            return;
        }
        texts |= !number;
        append(text);
        slots[slot] = size;
        if (size * 2 > slots.length) {
            rehash();
        }
    }

    private void append(byte[] text) {
        int end = Math.addExact(end(size), text.length);
        if (end > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(end, bytes.length + (bytes.length >> 1)));
        }
        System.arraycopy(text, 0, bytes, end(size), text.length);
        if (size == ends.length) {
            ends = Arrays.copyOf(ends, size * 2);
        }
        ends[size++] = end;
    }

    /** Forgets what only growing needs. */
    Values whole() {
        slots = new int[0];
        return this;
    }

    int size() {
        return size;
    }

    /** The value as it is written. */
    String text(int index) {
        return new String(bytes, end(index), ends[index] - end(index), StandardCharsets.UTF_8);
    }

    /** The value as JSON. */
    JsonNode json(int index) {
        String text = text(index);
        return texts ? TextNode.valueOf(text) : LongNode.valueOf(Long.parseLong(text));
    }

    private int end(int index) {
        return index == 0 ? 0 : ends[index - 1];
    }

    /** Where the text stands, or the free slot where it belongs. */
    private int slot(byte[] text) {
        int slot = mixed(Arrays.hashCode(text));
        while (slots[slot] != 0 && !isAt(slots[slot] - 1, text)) {
            slot = (slot + 1) & (slots.length - 1);
        }
        return slot;
    }

    private int mixed(int hash) {
        return ((hash * 0x9E3779B9) >>> 7) & (slots.length - 1);
    }

    private boolean isAt(int index, byte[] text) {
        return Arrays.equals(bytes, end(index), ends[index], text, 0, text.length);
    }

    private void rehash() {
        slots = new int[slots.length * 2];
        for (int i = 0; i < size; i++) {
            slots[slot(Arrays.copyOfRange(bytes, end(i), ends[i]))] = i + 1;
        }
    }
}
