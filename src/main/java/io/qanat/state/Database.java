package io.qanat.state;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.util.Properties;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/**
 * Where a PostgreSQL is and how to log in. What stands in the URL's query goes to the driver as properties, so that the URL
 * holds no secret, whoever shows it. Thread-safe.
 */
final class Database {
    /** What a host that leaves out optional libraries has to add. */
    static final String LIBRARIES = "org.postgresql:postgresql and org.flywaydb:flyway-database-postgresql";

    static final String PREFIX = "jdbc:postgresql:";

    private final Driver driver;
    private final String url;
    private final Properties properties;

    private Database(Driver driver, String url, Properties properties) {
        this.driver = driver;
        this.url = url;
        this.properties = properties;
    }

    /**
     * The database of a URL as the driver takes it; user and password in it win.
     *
     * @throws StateException if the URL isn't one
     */
    static Database of(String setting, @Nullable String user, @Nullable String password) {
        int query = setting.indexOf('?');
        String url = query < 0 ? setting : setting.substring(0, query);
        Driver driver = driver(url);
        Properties properties = defaults();
        set(properties, "user", user);
        set(properties, "password", password);
        if (query >= 0) {
            read(properties, setting.substring(query + 1));
        }
        return new Database(driver, url, properties);
    }

    /** A server or a network that is gone is noticed in a bounded time. */
    private static Properties defaults() {
        Properties properties = new Properties();
        properties.setProperty("ApplicationName", "qanat");
        properties.setProperty("tcpKeepAlive", "true");
        properties.setProperty("connectTimeout", "10"); // seconds
        properties.setProperty("socketTimeout", "60"); // seconds; no statement here takes long
        return properties;
    }

    private static Driver driver(String url) {
        if (url.indexOf('@') >= 0) {
            throw new StateException("qanat.state: a URL for JDBC has no user and password before the host; write "
                    + PREFIX + "//host/database and give both by settings of their own, or as ?user=…&password=…");
        }
        for (Driver driver : ServiceLoader.load(Driver.class, Database.class.getClassLoader())) {
            if (accepts(driver, url)) {
                return driver;
            }
        }
        throw new StateException("qanat.state: no driver on the class path takes \"" + url + "\"; write " + PREFIX
                + "//host/database or " + PREFIX + "//host:5432/database, and see that " + LIBRARIES
                + " are on the class path");
    }

    private static boolean accepts(Driver driver, String url) {
        try {
            return driver.acceptsURL(url);
        } catch (SQLException e) {
            throw new StateException("qanat.state: \"" + url + "\" is no URL of a PostgreSQL: " + e.getMessage(), e);
        }
    }

    private static void read(Properties properties, String query) {
        for (String parameter : query.split("&", -1)) {
            int equals = parameter.indexOf('=');
            if (equals > 0) {
                properties.setProperty(parameter.substring(0, equals), decoded(parameter.substring(equals + 1)));
            }
        }
    }

    private static String decoded(String value) {
        try {
            return URLDecoder.decode(value, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            // The cause would show the value, which may be a password.
            throw new StateException("qanat.state: a value in the URL has a % that isn't followed by two hexadecimal"
                    + " digits; write %25 for a percent sign");
        }
    }

    private static void set(Properties properties, String name, @Nullable String value) {
        if (value != null && !value.isEmpty()) {
            properties.setProperty(name, value);
        }
    }

    /** A new connection, in autocommit. */
    Connection connect() throws SQLException {
        return connect(properties());
    }

    /** A new connection on which a statement that has ended leaves nothing open at the server, not even a snapshot. */
    Connection connectForLong() throws SQLException {
        Properties simple = properties();
        // In the extended protocol the last portal stays until the next statement, and its snapshot keeps VACUUM
        // waiting.
        simple.setProperty("preferQueryMode", "simple");
        return connect(simple);
    }

    private Connection connect(Properties login) throws SQLException {
        Connection connection = driver.connect(url, login);
        if (connection == null) {
            throw new SQLException("the driver doesn't take this URL");
        }
        return connection;
    }

    /** Without secrets. */
    String url() {
        return url;
    }

    /** For the driver, with user and password. */
    Properties properties() {
        return (Properties) properties.clone();
    }

    /** Does it in one transaction, on a connection of its own. */
    <T> T inTransaction(String failure, Work<T> work) {
        try (Connection connection = connect()) {
            connection.setAutoCommit(false);
            T result = work.on(connection);
            connection.commit();
            return result;
        } catch (SQLException e) {
            throw failed(failure, e);
        }
    }

    StateException failed(String failure, Exception e) {
        return new StateException(
                url + ": " + failure + " (" + e.getMessage() + "); see that the database is there and that user and"
                        + " password are right, then do it again",
                e);
    }

    /** Statements on a connection. */
    @FunctionalInterface
    interface Work<T> {
        T on(Connection connection) throws SQLException;
    }
}
