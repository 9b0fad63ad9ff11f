package io.qanat.table;

import io.qanat.disk.Disk;
import io.qanat.page.Json;
import io.qanat.page.Page;
import io.qanat.table.db.Database;
import io.qanat.table.db.DatabaseException;
import io.qanat.table.db.DatabaseTable;
import io.qanat.table.db.WriteMode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A table in a database that takes a run's records and shows all of them at its end, or none. Pages wait in Parquet files of
 * the data folder, under the schema rules of all tables, until the run is complete: so no connection is held while an API
 * answers slowly, and the database never sees rows of a run that fails. Thread-safe.
 */
final class DatabaseSink implements PageSink {
    /** The files live for a minute: fast to write and to read is what counts. */
    private static final PartFormat FORMAT =
            new PartFormat(Format.PARQUET, Codec.SNAPPY, 1L << 30, PartFormat.ROW_GROUP_BYTES);

    private final TableSettings settings;
    private final GivingUp givingUp;
    private final String run;
    private final @Nullable String pull;
    private final WriteMode mode;
    private final String address;
    private final DatabaseTable table;
    private final DatabaseTable.Begin begin;
    private final TableFolder folder;
    private final TableLock lock;
    private final TableWriter writer;
    private final PageQueue queue;
    private Published published = new Published(0, List.of());

    private DatabaseSink(
            TableSettings settings,
            Database database,
            String run,
            @Nullable String pull,
            WriteMode mode,
            TableFolder folder,
            TableLock lock)
            throws IOException {
        this.settings = settings;
        this.givingUp = new GivingUp(e -> told(settings, e));
        this.run = run;
        this.pull = pull;
        this.mode = mode;
        this.folder = folder;
        this.lock = lock;
        this.address = DatabaseAddress.of(settings.name(), database);
        this.table = new DatabaseTable(database, settings.name());
        this.begin = table.begin(pull);
        this.writer = new TableWriter(
                settings.subject(),
                folder.begin(run, null),
                FORMAT,
                TableSink.begin(settings, schema(begin), mode == WriteMode.REPLACE),
                settings.contract(),
                settings.types(),
                settings.nested(),
                null,
                Twins.ALIKE,
                null);
        this.queue = new PageQueue("table-" + settings.name(), writer::write);
    }

    private static Type.Struct schema(DatabaseTable.Begin begin) throws IOException {
        return begin.content().isEmpty() ? Type.Struct.EMPTY : SchemaJson.read(Json.MAPPER.readTree(begin.content()));
    }

    /**
     * Takes the table for a run; what a run that died left there is removed.
     *
     * @param run the run's id
     * @param pull the pull that publishes the run, also after a crash; null if nobody would
     * @param appends whether the mode auto appends, if there is no key
     * @throws TableException if the table is taken, or the database can't be used
     */
    static DatabaseSink open(
            TableSettings settings, Database database, String run, @Nullable String pull, boolean appends, Disk disk) {
        Path spool = Spool.folder(settings.directory(), settings.name(), database.address());
        @Nullable TableLock lock = null;
        try {
            lock = TableLock.take(settings.subject(), spool);
            TableFolder folder = new TableFolder(spool, disk);
            return new DatabaseSink(settings, database, run, pull, settings.writeMode(appends), folder, lock);
        } catch (IOException e) {
            release(lock);
            throw new TableException(told(settings, e), e);
        } catch (DatabaseException e) {
            release(lock);
            throw new TableException(String.valueOf(e.getMessage()), e);
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
        return address;
    }

    @Override
    public void write(Page page) throws IOException {
        queue.put(page);
    }

    @Override
    public synchronized void prepare() throws IOException {
        queue.end();
        TableWriter.Written written = writer.end();
        String content = SchemaJson.write(written.schema()).toString();
        table.prepare(
                new DatabaseTable.NewRun(
                        run, pull, begin, content, mode, settings.primaryKey(), marks(written.schema())),
                SpooledRows.of(written));
        published = new Published(written.rows(), List.of());
        folder.discard(run);
    }

    /** The columns of the field that marks deletions; what doesn't fit the first is in the second. */
    private List<String> marks(Type.Struct schema) {
        Field field = settings.deletedField() == null ? null : schema.field(settings.deletedField());
        if (field == null) {
            return List.of();
        }
        return field.text() == null ? List.of(field.column()) : List.of(field.column(), field.text());
    }

    @Override
    public synchronized void publish() throws IOException {
        table.publish(run);
    }

    @Override
    public synchronized void discard() {
        givingUp.attempt(queue::cancel);
        givingUp.attempt(writer::close);
        givingUp.attempt(() -> folder.discard(run));
        givingUp.attempt(() -> table.discard(run));
    }

    @Override
    public synchronized void release() {
        givingUp.attempt(queue::cancel);
        givingUp.attempt(writer::close);
        givingUp.attempt(() -> folder.discard(run));
        givingUp.attempt(lock::close);
    }

    @Override
    public synchronized Published published() {
        return published;
    }

    private static String told(TableSettings settings, IOException e) {
        String message = String.valueOf(e.getMessage());
        return message.startsWith(settings.subject()) ? message : settings.subject() + ": " + e;
    }
}
