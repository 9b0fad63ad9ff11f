package io.qanat.table;

import io.qanat.disk.Disk;
import io.qanat.page.Page;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A table that takes a run's records and shows all of them at its end, or none. Thread-safe. */
public final class TableSink implements PageSink {
    private static final Logger LOG = LoggerFactory.getLogger(TableSink.class);

    private final TableSettings settings;
    private final GivingUp givingUp;
    private final String run;
    private final @Nullable String pull;
    private final boolean replaces;
    private final TablePlace place;
    private final Manifest before;
    private final TableLock lock;
    private final TableWriter writer;
    private final PageQueue queue;
    private Published published = new Published(0, List.of());

    private TableSink(
            TableSettings settings,
            String run,
            @Nullable String pull,
            boolean replaces,
            TablePlace place,
            TableLock lock)
            throws IOException {
        this.settings = settings;
        this.givingUp = new GivingUp(e -> place.told(settings.subject(), e));
        this.run = run;
        this.pull = pull;
        this.replaces = replaces;
        this.place = place;
        this.lock = lock;
        this.before = place.manifest();
        checkLayout();
        Type.Struct schema = begin(settings, before.schema(), replaces);
        this.writer = new TableWriter(
                settings.subject(),
                place.begin(run, pull),
                settings.format(),
                schema,
                settings.contract(),
                settings.types(),
                settings.nested(),
                settings.partitionBy(),
                Twins.APART);
        this.queue = new PageQueue("table-" + settings.name(), writer::write);
    }

    /** All files of a table lie and are stored alike: only a run that replaces them all may change that. */
    private void checkLayout() {
        if (replaces || before.files().isEmpty()) {
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
                "%s: its files have %s=%s, and files with %s can't be appended to them: keep it, or set mode=replace, or"
                        + " choose another table name",
                settings.subject(),
                option,
                there,
                asked));
    }

    /** The schema that a run begins with. */
    static Type.Struct begin(TableSettings settings, Type.Struct before, boolean replaces) {
        try {
            return settings.types().over(before, replaces);
        } catch (IllegalArgumentException e) {
            throw new TableException(settings.subject() + ": types: " + e.getMessage(), e);
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
        return open(settings, new TableFolder(settings.folder(), disk), settings.folder(), run, pull, appends);
    }

    /** The same for a table anywhere; the lock's folder is one of this machine that only this table has. */
    static TableSink open(
            TableSettings settings,
            TablePlace place,
            Path lockFolder,
            String run,
            @Nullable String pull,
            boolean appends) {
        @Nullable TableLock lock = null;
        try {
            lock = TableLock.take(settings.subject(), lockFolder);
            return new TableSink(settings, run, pull, replaces(settings, appends), place, lock);
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

    private static boolean replaces(TableSettings settings, boolean appends) {
        boolean replaces = settings.mode() == Mode.REPLACE || (settings.mode() == Mode.AUTO && !appends);
        if (!replaces && !settings.primaryKey().isEmpty()) {
            LOG.info(
                    "{}: rows are appended, not merged by primaryKey: a key may come several times",
                    settings.subject());
        }
        return replaces;
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
            List<Part> parts = files(written);
            Manifest.RunFiles files = PreparedRun.files(run, settings.format().extension(), parts, written.rows());
            place.prepare(
                    new PreparedRun(
                            pull,
                            settings.format().format(),
                            settings.partitionBy(),
                            written.schema(),
                            files,
                            replaces),
                    parts);
            published = published(files);
        } catch (IOException e) {
            throw new IOException(place.told(settings.subject(), e), e);
        }
    }

    /** An empty table has an empty file, so that its schema can be read; one in folders has no folder for it. */
    private List<Part> files(TableWriter.Written written) throws IOException {
        boolean none = written.parts().isEmpty() && (replaces || before.files().isEmpty());
        return none
                        && settings.partitionBy() == null
                        && !written.schema().fields().isEmpty()
                ? List.of(writer.emptyFile(written.schema()))
                : written.parts();
    }

    private Published published(Manifest.RunFiles files) {
        return new Published(
                files.rows(),
                files.files().stream().map(file -> place.file(file.name())).toList());
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
        givingUp.attempt(() -> place.discard(run));
    }

    @Override
    public synchronized void release() {
        givingUp.attempt(queue::cancel);
        givingUp.attempt(writer::close);
        givingUp.attempt(lock::close);
    }

    @Override
    public synchronized Published published() {
        return published;
    }
}
