package io.qanat.table.db;

import io.qanat.pull.NotPreparedException;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A table in a database, written run by run. A run's rows go to a staging table of their own first, where no reader looks;
 * from there one transaction brings them to the table. Each method is one transaction on a connection of its own, and may be
 * repeated after any interruption. Thread-safe.
 */
public final class DatabaseTable {
    private static final String STAGING = "qanat_staging_";

    private final Database database;
    private final String name;
    private final String subject;

    /**
     * A table, which needn't be there yet.
     *
     * @param name its name, from which the database's follows
     */
    public DatabaseTable(Database database, String name) {
        this.database = database;
        this.name = name;
        this.subject = "table " + name + ": ";
    }

    /**
     * What a run goes on from.
     *
     * @param version counts the changes
     * @param content what the last run told of the table; empty before the first
     */
    public record Begin(long version, String content) {}

    /**
     * A run that is to be prepared.
     *
     * @param id its id
     * @param pull who publishes it, also after a crash; null if nobody would
     * @param begin what it went on from
     * @param content what the next run shall know of the table
     * @param mode what becomes of the rows that are there
     * @param key the columns that make a row's identity, as the rows name them
     * @param deleted the columns that mark a row of a merge as the deletion of its key, as the rows name them; empty if none do
     */
    public record NewRun(
            String id,
            @Nullable String pull,
            Begin begin,
            String content,
            WriteMode mode,
            List<String> key,
            List<String> deleted) {
        public NewRun {
            key = List.copyOf(key);
            deleted = List.copyOf(deleted);
        }
    }

    /**
     * Begins a run: what earlier ones of the pull left that will never be published is removed.
     *
     * @throws IOException if the database can't be used now
     * @throws DatabaseException if there is a table of that name that isn't ours
     */
    public Begin begin(@Nullable String pull) throws IOException {
        return database.inTransaction(subject + "can't begin a run", (connection, dialect) -> {
            dialect.begin(connection);
            Ledger.create(connection, dialect);
            Ledger ledger = new Ledger(connection, name);
            for (String left : ledger.left(pull)) {
                discard(connection, ledger, left);
            }
            Ledger.Known known = ledger.known();
            if (known == null || known.applied() == 0) {
                requireFree(connection, dialect);
            }
            return known == null ? new Begin(0, "") : new Begin(known.version(), known.content());
        });
    }

    /**
     * What the last run told of the table; empty if there was none.
     *
     * @throws IOException if the database can't be used now
     */
    public String content() throws IOException {
        return database.inTransaction(subject + "can't be read", (connection, dialect) -> {
            Ledger.Known known = Ledger.exists(connection, dialect) ? new Ledger(connection, name).known() : null;
            return known == null || known.applied() == 0 ? "" : known.content();
        });
    }

    private void requireFree(Connection connection, Dialect dialect) throws SQLException {
        if (!dialect.columns(connection, dialect.identifier(name)).isEmpty()) {
            throw new DatabaseException(subject + "there is a table of this name in " + database.address()
                    + " already, which no run has made; give this one another name, or move that one away");
        }
    }

    /**
     * Makes a run's rows durable where no reader looks: it can be published then, by this process or a later one.
     *
     * @throws IOException if the database can't be used now, or doesn't take a row
     * @throws DatabaseException if another run changed the table since this one began, or a row has no key
     */
    public void prepare(NewRun run, Rows rows) throws IOException {
        database.inTransaction(subject + "the rows of run " + run.id() + " can't be kept", (connection, dialect) -> {
            dialect.begin(connection);
            Ledger ledger = new Ledger(connection, name);
            if (ledger.published(run.id())) {
                throw new DatabaseException(subject + "a run with the id " + run.id() + " was published already");
            }
            if (!ledger.advance(run.begin().version(), run.content())) {
                throw new DatabaseException(subject + "another run has written to it since run " + run.id()
                        + " began; give each pull a table of its own, or schedules that don't meet");
            }
            ledger.stage(
                    run.id(),
                    run.pull(),
                    new Staging(connection, dialect, subject).fill(staging(dialect, run), run, rows));
            return rows.count();
        });
    }

    private String staging(Dialect dialect, NewRun run) {
        return dialect.identifier(STAGING + name + "_" + run.id());
    }

    /**
     * Shows a prepared run to readers, at once. Done again, it has the same result.
     *
     * @throws NotPreparedException if there is nothing that could be published, and it wasn't either
     * @throws IOException if it can't now
     */
    public void publish(String run) throws IOException {
        database.inTransaction(subject + "run " + run + " can't be published", (connection, dialect) -> {
            dialect.begin(connection);
            if (!Ledger.exists(connection, dialect)) {
                throw notPrepared(run);
            }
            Ledger ledger = new Ledger(connection, name);
            StagedRun staged = ledger.staged(run);
            if (staged == null) {
                requirePublished(ledger, run);
                return 0L;
            }
            if (staged.staging() != null
                    && dialect.columns(connection, staged.staging()).isEmpty()) {
                throw notPrepared(run);
            }
            long before = ledger.apply(staged.version());
            if (!ledger.published(run)) {
                new Publication(connection, dialect, dialect.identifier(name), staged).run(before);
                ledger.publish(run, staged.rows());
            }
            discard(connection, ledger, run, staged);
            return staged.rows();
        });
    }

    private void requirePublished(Ledger ledger, String run) throws SQLException, IOException {
        if (!ledger.published(run)) {
            throw notPrepared(run);
        }
    }

    private NotPreparedException notPrepared(String run) {
        return new NotPreparedException(
                subject + "run " + run + " was not prepared in " + database.address() + ", or was removed there");
    }

    /**
     * Removes what a run left, unless it is published. Does nothing if there is nothing.
     *
     * @throws IOException if the database can't be used now
     */
    public void discard(String run) throws IOException {
        database.inTransaction(subject + "what run " + run + " left can't be removed", (connection, dialect) -> {
            dialect.begin(connection);
            if (Ledger.exists(connection, dialect)) {
                discard(connection, new Ledger(connection, name), run);
            }
            return run;
        });
    }

    private static void discard(Connection connection, Ledger ledger, String run) throws SQLException, IOException {
        StagedRun staged = ledger.staged(run);
        if (staged != null) {
            ledger.withdraw(staged.version(), staged.before());
            discard(connection, ledger, run, staged);
        }
    }

    private static void discard(Connection connection, Ledger ledger, String run, StagedRun staged)
            throws SQLException {
        if (staged.staging() != null) {
            Dialect.update(connection, "drop table if exists " + Dialect.quoted(staged.staging()));
        }
        ledger.forget(run);
    }
}
