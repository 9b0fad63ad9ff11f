package io.qanat.table;

import java.util.Arrays;

/** The last row of each key, in memory, in few arrays. Not thread-safe. */
final class KeyMap {
    /** What an entry takes beside its key, in bytes. */
    static final int ENTRY_BYTES = 4 + 4 + 4 + 8 + 2 * 4;

    /** No row of this key is to be seen. */
    static final int NO_ROW = -1;

    private final byte[] keys;
    private final int[] ends;
    private final int[] hashes;
    private final int[] groups;
    private final long[] rows;
    private final int[] table;
    private int entries;

    /**
     * A map with room for all that comes.
     *
     * @param most so many keys
     * @param bytes with so many bytes together
     */
    KeyMap(int most, long bytes) {
        this.keys = new byte[Math.toIntExact(bytes)];
        this.ends = new int[most + 1];
        this.hashes = new int[most + 1];
        this.groups = new int[most + 1];
        this.rows = new long[most + 1];
        this.table = new int[Math.max(2, Integer.highestOneBit(Math.max(1, most)) * 2)];
    }

    /** The key's entry; a new one, without a row, if there is none. Entries count from 1. */
    int entry(KeyBytes key) {
        int hash = (int) key.hash();
        int slot = slot(key, hash);
        if (table[slot] == 0) {
            table[slot] = add(key, hash);
        }
        return table[slot];
    }

    /** Whether the key is there. */
    boolean has(KeyBytes key) {
        return table[slot(key, (int) key.hash())] != 0;
    }

    private int slot(KeyBytes key, int hash) {
        int slot = hash & (table.length - 1);
        while (table[slot] != 0 && !is(table[slot], key, hash)) {
            slot = (slot + 1) & (table.length - 1);
        }
        return slot;
    }

    private boolean is(int entry, KeyBytes key, int hash) {
        return hashes[entry] == hash && Arrays.equals(keys, ends[entry - 1], ends[entry], key.array(), 0, key.length());
    }

    private int add(KeyBytes key, int hash) {
        int begin = ends[entries++];
        System.arraycopy(key.array(), 0, keys, begin, key.length());
        ends[entries] = begin + key.length();
        hashes[entries] = hash;
        groups[entries] = NO_ROW;
        return entries;
    }

    /** The file or folder of the entry's row; {@link #NO_ROW} if there is none. */
    int group(int entry) {
        return groups[entry];
    }

    long row(int entry) {
        return rows[entry];
    }

    void put(int entry, int group, long row) {
        groups[entry] = group;
        rows[entry] = row;
    }
}
