package io.qanat.table;

import io.qanat.disk.Disk;
import io.qanat.page.Page;
import io.qanat.table.db.WriteMode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A table that takes a run's records and shows all of them at its end, or none. Thread-safe. */
public final class TableSink implements PageSink {
    /** For the keys of some hundred thousand rows; beyond that they are joined share by share. */
    private static final long KEY_MEMORY = 16L << 20;

    private final TableSettings settings;
    private final GivingUp givingUp;
    private final String run;
    private final @Nullable String pull;
    private final WriteMode mode;
    private final long keyMemory;
    private final TablePlace place;
    private final Path staging;
    private final Manifest before;
    private final TableLock lock;
    private final @Nullable KeyLog keys;
    private final TableWriter writer;
    private final PageQueue queue;
    private Published published = new Published(0, List.of());

    private TableSink(
            TableSettings settings,
            String run,
            @Nullable String pull,
            WriteMode mode,
            long keyMemory,
            TablePlace place,
            TableLock lock)
            throws IOException {
        this.settings = settings;
        this.givingUp = new GivingUp(e -> place.told(settings.subject(), e));
        this.run = run;
        this.pull = pull;
        this.mode = mode;
        this.keyMemory = keyMemory;
        this.place = place;
        this.lock = lock;
        this.before = place.manifest();
        checkLayout();
        Type.Struct schema = begin(settings, before.schema(), mode == WriteMode.REPLACE);
        this.staging = place.begin(run, pull);
        checkAwaited();
        this.keys = mode == WriteMode.MERGE ? keyLog() : null;
        this.writer = new TableWriter(
                settings.subject(),
                staging,
                settings.format(),
                schema,
                settings.contract(),
                settings.types(),
                settings.nested(),
                settings.partitionBy(),
                Twins.APART,
                keys);
        this.queue = new PageQueue("table-" + settings.name(), writer::write);
    }

    /** All files of a table lie and are stored alike: only a run that replaces them all may change that. */
    private void checkLayout() {
        if (mode == WriteMode.REPLACE || before.files().isEmpty()) {
            return;
        }
        if (before.format() != settings.format().format()) {
            throw layoutError(
                    "format",
                    before.format().written(),
                    settings.format().format().written());
        }
        if (!Objects.equals(before.partitionBy(), settings.partitionBy())) {
            throw layoutError("partitionBy", written(before.partitionBy()), written(settings.partitionBy()));
        }
    }

    private static String written(@Nullable PartitionBy by) {
        return by == null ? "none" : by.written();
    }

    private TableException layoutError(String option, String there, String asked) {
        return new TableException(String.format(
                Locale.ROOT,
                "%s: its files have %s=%s, and files with %s can't be added to them: keep it, or set mode=replace, or"
                        + " choose another table name",
                settings.subject(),
                option,
                there,
                asked));
    }

    /**
     * Two runs that rewrite files can't wait to be published at the same time: one would bring back what the other took away. A
     * run that only adds files doesn't meet another that does.
     */
    private void checkAwaited() throws IOException {
        for (PreparedRun other : place.awaited(run)) {
            if (mode == WriteMode.MERGE || !other.rewritten().isEmpty()) {
                throw new TableException(settings.subject() + ": run "
                        + other.run().run() + " of pull " + other.pull()
                        + " is complete and waits to be published: run that pull first");
            }
        }
    }

    private KeyLog keyLog() throws IOException {
        return new KeyLog(
                settings.subject(), key(), Files.createDirectories(scratch()).resolve("log"));
    }

    private MergeKey key() {
        return new MergeKey(settings.primaryKey(), settings.deletedField());
    }

    /** What a merge keeps beside the run's files. */
    private Path scratch() {
        return staging.resolve(".keys");
    }

    /** The schema that a run begins with. */
    static Type.Struct begin(TableSettings settings, Type.Struct before, boolean replaces) {
        try {
            Type.Struct begin = settings.types().over(before, replaces);
            requireMarks(settings, begin);
            return begin;
        } catch (IllegalArgumentException e) {
            throw new TableException(settings.subject() + ": types: " + e.getMessage(), e);
        }
    }

    /** A table that leaves new fields out would write what is to be deleted. */
    private static void requireMarks(TableSettings settings, Type.Struct begin) {
        String deleted = settings.deletedField();
        if (deleted != null
                && settings.contract() == Contract.DISCARD
                && !begin.fields().isEmpty()
                && begin.field(deleted) == null) {
            throw new TableException(settings.subject() + ": deletedField: the table has no column " + deleted
                    + ", and contract=discard would leave it out: declare it (types: " + deleted + "=boolean)");
        }
    }

    /**
     * Takes the table for a run; what a run that died left there is removed.
     *
     * @param run the run's id
     * @param pull the pull that publishes the run, also after a crash; null if nobody would
     * @param appends whether the mode auto appends
     * @throws TableException if the table is taken, or its folder can't be written
     */
    static TableSink open(TableSettings settings, String run, @Nullable String pull, boolean appends, Disk disk) {
        return open(settings, run, pull, appends, disk, KEY_MEMORY);
    }

    /** The same with so many bytes for the keys of a merge in memory. */
    static TableSink open(
            TableSettings settings, String run, @Nullable String pull, boolean appends, Disk disk, long keyMemory) {
        TableFolder folder = new TableFolder(settings.folder(), disk);
        return open(settings, folder, settings.folder(), run, pull, appends, keyMemory);
    }

    /** The same for a table anywhere; the lock's folder is one of this machine that only this table has. */
    static TableSink open(
            TableSettings settings,
            TablePlace place,
            Path lockFolder,
            String run,
            @Nullable String pull,
            boolean appends) {
        return open(settings, place, lockFolder, run, pull, appends, KEY_MEMORY);
    }

    private static TableSink open(
            TableSettings settings,
            TablePlace place,
            Path lockFolder,
            String run,
            @Nullable String pull,
            boolean appends,
            long keyMemory) {
        @Nullable TableLock lock = null;
        try {
            lock = TableLock.take(settings.subject(), lockFolder);
            return new TableSink(settings, run, pull, settings.writeMode(appends), keyMemory, place, lock);
        } catch (IOException e) {
            release(lock);
            throw new TableException(place.told(settings.subject(), e), e);
        } catch (RuntimeException e) {
            release(lock);
            throw e;
        }
    }

    private static void release(@Nullable TableLock lock) {
        try {
            if (lock != null) {
                lock.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String name() {
        return settings.subject();
    }

    @Override
    public String address() {
        return TableComponent.SCHEME + ":" + place.address();
    }

    @Override
    public void write(Page page) throws IOException {
        try {
            queue.put(page);
        } catch (IOException e) {
            throw new IOException(place.told(settings.subject(), e), e);
        }
    }

    @Override
    public synchronized void prepare() throws IOException {
        try {
            queue.end();
            TableWriter.Written written = writer.end();
            Merge.Merged merged = withFile(merged(written), written.schema());
            PreparedRun prepared = PreparedRun.of(
                    run,
                    pull,
                    settings.format(),
                    settings.partitionBy(),
                    written.schema(),
                    merged,
                    keys == null ? written.rows() : rows(merged),
                    mode == WriteMode.REPLACE);
            place.prepare(prepared, merged.all());
            published = published(written.rows(), prepared);
        } catch (IOException e) {
            throw new IOException(place.told(settings.subject(), e), e);
        }
    }

    private Merge.Merged merged(TableWriter.Written written) throws IOException {
        if (keys == null) {
            return new Merge.Merged(written.parts(), List.of());
        }
        Merge merge = new Merge(
                settings.folder(), before, settings.format(), settings.partitionBy(), key(), writer::nextFile);
        try (KeyLog log = keys) {
            return merge.run(written, log, scratch(), keyMemory);
        }
    }

    private static long rows(Merge.Merged merged) {
        return merged.parts().stream().mapToLong(Part::rows).sum();
    }

    /** An empty table has an empty file, so that its schema can be read; one in folders has no folder for it. */
    private Merge.Merged withFile(Merge.Merged merged, Type.Struct schema) throws IOException {
        boolean none = merged.parts().isEmpty() && settings.partitionBy() == null && nothingLeft(merged);
        return none && !schema.fields().isEmpty()
                ? new Merge.Merged(List.of(writer.emptyFile(schema)), merged.rewritten())
                : merged;
    }

    private boolean nothingLeft(Merge.Merged merged) {
        boolean rewrittenAway = merged.rewritten().size() == before.files().size()
                && merged.rewritten().stream().allMatch(file -> file.by().isEmpty());
        return mode == WriteMode.REPLACE || rewrittenAway;
    }

    private Published published(long rows, PreparedRun prepared) {
        return new Published(
                rows,
                prepared.files().stream().map(file -> place.file(file.name())).toList());
    }

    @Override
    public synchronized void publish() throws IOException {
        try {
            place.publish(run);
        } catch (IOException e) {
            throw new IOException(place.told(settings.subject(), e), e);
        }
    }

    @Override
    public synchronized void discard() {
        givingUp.attempt(queue::cancel);
        givingUp.attempt(writer::close);
        givingUp.attempt(this::closeKeys);
        givingUp.attempt(() -> place.discard(run));
    }

    @Override
    public synchronized void release() {
        givingUp.attempt(queue::cancel);
        givingUp.attempt(writer::close);
        givingUp.attempt(this::closeKeys);
        givingUp.attempt(lock::close);
    }

    private void closeKeys() throws IOException {
        if (keys != null) {
            keys.close();
        }
    }

    @Override
    public synchronized Published published() {
        return published;
    }
}
