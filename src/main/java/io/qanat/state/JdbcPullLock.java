package io.qanat.state;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A pull that is taken by an advisory lock of a transaction, which stays open on a connection of its own. The server frees it
 * when the connection ends. Thread-safe.
 *
 * <p>Why a transaction's lock and not a session's: a pooler between here and the server (pgbouncer in transaction mode) would
 * give the session to others between two statements, and the lock with it, without a word; an open transaction keeps its
 * session. Why not a locked row: it gives the transaction an id, and for as long as a pull runs VACUUM could clean up nothing
 * in the whole database; this transaction has neither id nor snapshot.
 */
final class JdbcPullLock implements PullLock {
    private static final Logger LOG = LoggerFactory.getLogger(JdbcPullLock.class);

    /**
     * For this transaction only: a wait between statements is no reason to end it, and a client that vanished without a word is
     * noticed after a minute. A server too old for one of the settings goes without it.
     */
    private static final String PREPARE = "select set_config(name, value, true) from (values ('application_name', ?),"
            + " ('idle_in_transaction_session_timeout', '0'), ('transaction_timeout', '0'),"
            + " ('tcp_keepalives_idle', '30'), ('tcp_keepalives_interval', '10'), ('tcp_keepalives_count', '3'))"
            + " as wanted (name, value) join pg_settings using (name)";

    private static final String TRY = "select pg_try_advisory_xact_lock(?)";

    private static final String LOCKS =
            " from pg_locks l join pg_stat_activity a using (pid) where l.locktype = 'advisory' and l.granted"
                    + " and l.objsubid = 1 and (l.classid::bigint << 32) | l.objid::bigint = ?"
                    + " and l.database = (select oid from pg_database where datname = current_database())";

    private static final Pattern APPLICATION = Pattern.compile("qanat (\\d+)@(.+)");

    private final Database database;
    private final String pull;
    private final long key;
    private final Connection connection;
    private final Consumer<JdbcPullLock> onClose;
    private boolean closed;

    private JdbcPullLock(
            Database database, String pull, long key, Connection connection, Consumer<JdbcPullLock> onClose) {
        this.database = database;
        this.pull = pull;
        this.key = key;
        this.connection = connection;
        this.onClose = onClose;
    }

    /** Takes the pull; null if it is taken. */
    static @Nullable JdbcPullLock take(Database database, String schema, String pull, Consumer<JdbcPullLock> onClose) {
        long key = key(schema, pull);
        try {
            Connection connection = database.connectForLong();
            if (locked(connection, key)) {
                return new JdbcPullLock(database, pull, key, connection, onClose);
            }
            connection.close();
            return null;
        } catch (SQLException e) {
            throw database.failed(pull + " can't be taken", e);
        }
    }

    private static boolean locked(Connection connection, long key) throws SQLException {
        try {
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement()) {
                statement.execute("set transaction isolation level read committed"); // others keep their first snapshot
            }
            try (PreparedStatement statement = connection.prepareStatement(PREPARE)) {
                statement.setString(1, "qanat " + ProcessHandle.current().pid() + "@" + Holder.host());
                statement.execute();
            }
            return isTrue(connection, TRY, key);
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    /** Who has it, as far as the server tells this user. */
    static String holder(Database database, String schema, String pull) {
        return database.inTransaction("who has taken " + pull + " can't be read", connection -> {
            try (PreparedStatement statement =
                    connection.prepareStatement("select a.application_name, a.xact_start" + LOCKS)) {
                statement.setLong(1, key(schema, pull));
                try (ResultSet result = statement.executeQuery()) {
                    return result.next() ? holder(result) : Holder.UNKNOWN;
                }
            }
        });
    }

    private static String holder(ResultSet result) throws SQLException {
        String application = result.getString(1);
        Matcher matcher = APPLICATION.matcher(application == null ? "" : application);
        return matcher.matches()
                ? Holder.text(
                        Long.parseLong(matcher.group(1)),
                        matcher.group(2),
                        result.getTimestamp(2).toInstant())
                : Holder.UNKNOWN;
    }

    /** Eight bytes of a hash: two names that share them would only wait for each other, and never do. */
    static long key(String schema, String pull) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256")
                    .digest(("qanat\0" + schema + "\0" + pull).getBytes(StandardCharsets.UTF_8));
            return ByteBuffer.wrap(hash).getLong();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    @Override
    public synchronized void requireHeld() {
        try {
            if (!closed && isTrue(connection, "select count(*) > 0" + LOCKS + " and pid = pg_backend_pid()", key)) {
                return;
            }
        } catch (SQLException e) {
            throw lost(e);
        }
        throw lost(null);
    }

    private StateException lost(@Nullable SQLException cause) {
        String reason = cause == null ? "" : " (" + cause.getMessage() + ")";
        return new StateException(
                pull + ": its lock in " + database.url() + " was lost" + reason
                        + ", so another process may have taken the pull; nothing is published. Run it again",
                cause);
    }

    /** Returns when the server has freed it, not only when it has been told that the connection ends. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        onClose.accept(this);
        try (connection) {
            connection.rollback();
        } catch (SQLException e) {
            LOG.info("{}: the connection that held its lock is gone, and the lock with it ({})", pull, e.getMessage());
        }
    }

    private static boolean isTrue(Connection connection, String sql, long key) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setLong(1, key);
            try (ResultSet result = statement.executeQuery()) {
                return result.next() && result.getBoolean(1);
            }
        }
    }
}
