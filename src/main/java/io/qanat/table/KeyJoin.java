package io.qanat.table;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds which rows a run's later ones take the place of: among its own, where the last of a key is seen, and among those that
 * are published. A hash join: if the run's keys don't fit the memory, both sides are dealt to files by the hash of their keys
 * first (the GRACE join of Kitsuregawa, Tanaka and Moto-oka), and each pair of files is joined alone. Not thread-safe.
 */
final class KeyJoin implements Closeable {
    /** So many files are open at once. */
    private static final int MOST_SHARES = 512;

    private final Path folder;
    private final long memory;
    private final RowMarks own;
    private final RowMarks stored;
    private final List<KeyFile> files = new ArrayList<>();

    /** Reads the published keys. */
    interface Source {
        void read(KeyFile.Target target) throws IOException;
    }

    /**
     * A join.
     *
     * @param folder where files may be kept
     * @param memory so many bytes the keys in memory may take
     * @param own takes the run's rows that aren't to be seen
     * @param stored takes the published rows that aren't to be seen any more
     */
    KeyJoin(Path folder, long memory, RowMarks own, RowMarks stored) {
        this.folder = folder;
        this.memory = memory;
        this.own = own;
        this.stored = stored;
    }

    /** Joins the run's keys, in the order of its records, with those that are published. */
    void join(KeyFile run, Source published) throws IOException {
        long bytes = run.bytes() + run.entries() * KeyMap.ENTRY_BYTES;
        int shares = (int) Math.min(MOST_SHARES, bytes / memory + 1);
        if (shares == 1) {
            KeyMap keys = last(run);
            published.read((key, group, row, deleted) -> replace(keys, key, group, row));
            return;
        }
        List<KeyFile> runs = deal("run", shares, run::read);
        List<KeyFile> there = deal("stored", shares, published);
        for (int i = 0; i < shares; i++) {
            KeyMap keys = last(runs.get(i));
            there.get(i).read((key, group, row, deleted) -> replace(keys, key, group, row));
        }
    }

    private List<KeyFile> deal(String name, int shares, Source keys) throws IOException {
        List<KeyFile> dealt = new ArrayList<>();
        for (int i = 0; i < shares; i++) {
            KeyFile file = new KeyFile(folder.resolve(name + i));
            files.add(file);
            dealt.add(file);
        }
        keys.read((key, group, row, deleted) ->
                dealt.get(share(key, shares)).add(key.array(), 0, key.length(), group, row, deleted));
        return dealt;
    }

    /** By the hash's high bits; the map uses the low ones. */
    private static int share(KeyBytes key, int shares) {
        long high = key.hash() >>> Integer.SIZE;
        return (int) ((high * shares) >>> Integer.SIZE);
    }

    /** The last row of each key; those before it are marked, and those that only delete. */
    private KeyMap last(KeyFile run) throws IOException {
        KeyMap keys = new KeyMap(Math.toIntExact(run.entries()), run.bytes());
        run.read((key, group, row, deleted) -> {
            int entry = keys.entry(key);
            if (keys.group(entry) != KeyMap.NO_ROW) {
                own.mark(keys.group(entry), keys.row(entry));
            }
            if (deleted) {
                own.mark(group, row);
            }
            keys.put(entry, deleted ? KeyMap.NO_ROW : group, row);
        });
        return keys;
    }

    private void replace(KeyMap keys, KeyBytes key, int group, long row) throws IOException {
        if (keys.has(key)) {
            stored.mark(group, row);
        }
    }

    @Override
    public void close() throws IOException {
        for (KeyFile file : files) {
            file.close();
        }
    }
}
