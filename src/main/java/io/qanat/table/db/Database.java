package io.qanat.table.db;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.util.Properties;
import java.util.ServiceLoader;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** A database to write to, and how to reach it. Holds no connection. Thread-safe. */
public final class Database {
    /** Tested with the driver of this version. */
    static final String DUCKDB_DRIVER = "org.duckdb:duckdb_jdbc:2.0.0.1";

    /** Makes connections. */
    private interface Connector {
        Connection connect() throws SQLException, IOException;
    }

    /** Work on a connection, in one transaction. */
    @FunctionalInterface
    interface Work<T> {
        T on(Connection connection, Dialect dialect) throws SQLException, IOException;
    }

    private final String address;
    private final Connector connector;

    private Database(String address, Connector connector) {
        this.address = address;
        this.connector = connector;
    }

    /**
     * The database of a {@code DataSource}.
     *
     * @param name the name by which it is found again
     */
    public static Database of(String name, DataSource source) {
        return new Database("#" + name, source::getConnection);
    }

    /**
     * The database of a JDBC URL: {@code jdbc:postgresql:…} or {@code jdbc:duckdb:FILE}.
     *
     * @param user of the database; null if the URL or the driver knows
     * @param password of the database; null if the URL or the driver knows
     * @throws DatabaseException if the URL is neither, or the driver is missing; no message shows a secret
     */
    public static Database of(String text, @Nullable String user, @Nullable String password) {
        JdbcUrl url = JdbcUrl.parse(text);
        Driver driver = driver(url);
        return new Database(url.address(), () -> connect(driver, url, user, password));
    }

    /**
     * A DuckDB in memory, empty, which is gone with its connection.
     *
     * @throws DatabaseException if the driver is missing
     */
    static Database inMemory() {
        Driver driver = driver(JdbcUrl.parse(JdbcUrl.DUCKDB + "sample"));
        return new Database("DuckDB", () -> driver.connect(JdbcUrl.DUCKDB, new Properties()));
    }

    /** A connection, for whoever closes it. */
    Connection connect() throws SQLException, IOException {
        return connector.connect();
    }

    /** The file of a DuckDB; null if it is another database, or its driver alone knows. */
    public @Nullable String file() {
        return address.startsWith(JdbcUrl.DUCKDB) ? JdbcUrl.parse(address).file() : null;
    }

    /** Whether a text is a JDBC URL, and not a {@code DataSource}'s name. */
    public static boolean isUrl(String text) {
        return text.startsWith("jdbc:");
    }

    /** What {@link #address} gives for the same text. */
    public static String address(String text) {
        return isUrl(text) ? JdbcUrl.parse(text).address() : "#" + bean(text);
    }

    /** The name of a {@code DataSource}, with or without the {@code #} before it. */
    public static String bean(String text) {
        return text.startsWith("#") ? text.substring(1) : text;
    }

    /** Tells it from others, also in messages: the {@code DataSource}'s name, or the URL, without secrets. */
    public String address() {
        return address;
    }

    private static Driver driver(JdbcUrl url) {
        for (Driver driver : ServiceLoader.load(Driver.class, Database.class.getClassLoader())) {
            if (accepts(driver, url.sample())) {
                return requireReadable(driver, url);
            }
        }
        throw new DatabaseException(
                url.isDuckDb()
                        ? "dataSource: DuckDB's driver is missing. Get it by: mvn dependency:copy -Dartifact="
                                + DUCKDB_DRIVER + " -DoutputDirectory=lib (lib lies beside the program ./qanat, which"
                                + " loads it from there; elsewhere add it to the class path)"
                        : "dataSource: PostgreSQL's driver is missing: add org.postgresql:postgresql to the class path");
    }

    private static Driver requireReadable(Driver driver, JdbcUrl url) {
        if (!accepts(driver, url.url())) {
            throw new DatabaseException("dataSource: the driver can't read " + url.address() + ": write it as in "
                    + JdbcUrl.POSTGRES + "//host:5432/database");
        }
        return driver;
    }

    private static boolean accepts(Driver driver, String url) {
        try {
            return driver.acceptsURL(url);
        } catch (SQLException e) {
            return false; // says no more than that
        }
    }

    private static Connection connect(Driver driver, JdbcUrl url, @Nullable String user, @Nullable String password)
            throws SQLException, IOException {
        Connection connection = driver.connect(url.url(), url.isDuckDb() ? duckDb(url) : login(url, user, password));
        if (connection == null) {
            throw new SQLException("the driver doesn't take this URL");
        }
        return connection;
    }

    private static Properties duckDb(JdbcUrl url) throws IOException {
        Path folder = Path.of(url.file()).toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        return new Properties();
    }

    /** A server or a network that is gone is noticed in a bounded time; a statement may take long. */
    private static Properties login(JdbcUrl url, @Nullable String user, @Nullable String password) {
        Properties properties = new Properties();
        properties.setProperty("ApplicationName", "qanat");
        properties.setProperty("tcpKeepAlive", "true");
        properties.setProperty("connectTimeout", "10"); // seconds
        set(properties, "user", user);
        set(properties, "password", password);
        properties.putAll(url.properties());
        return properties;
    }

    private static void set(Properties properties, String name, @Nullable String value) {
        if (value != null && !value.isEmpty()) {
            properties.setProperty(name, value);
        }
    }

    /**
     * Does it in one transaction, on a connection of its own.
     *
     * @param failure subject and what couldn't be done, for the message
     * @throws IOException if the database can't be reached or refuses; nothing is changed then, unless the connection broke
     *     while the database committed
     */
    <T> T inTransaction(String failure, Work<T> work) throws IOException {
        try (Connection connection = connector.connect()) {
            boolean before = connection.getAutoCommit();
            Dialect dialect = Dialect.of(connection);
            connection.setAutoCommit(false);
            try {
                T result = work.on(connection, dialect);
                connection.commit();
                return result;
            } finally {
                restore(connection, before);
            }
        } catch (SQLException e) {
            throw new IOException(
                    failure + " in " + address + " (" + e.getMessage()
                            + "); see that the database is there and lets this user in, then do it again",
                    e);
        }
    }

    /** What wasn't committed goes; a pool gets its connection back as it gave it. */
    private static void restore(Connection connection, boolean autoCommit) {
        try {
            connection.rollback();
            connection.setAutoCommit(autoCommit);
        } catch (SQLException e) {
            // It has broken: the database rolls back by itself, and what happened before is told.
        }
    }
}
