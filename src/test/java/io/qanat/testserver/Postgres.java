package io.qanat.testserver;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A real PostgreSQL on a random port, started once for all tests of a JVM and stopped with it. Each test takes a database of
 * its own. Thread-safe.
 */
public final class Postgres {
    /** Of the server; it takes any password. */
    public static final String USER = "postgres";

    private static final AtomicInteger DATABASES = new AtomicInteger();

    private Postgres() {}

    /** The URL of a new, empty database, without user. */
    public static String newDatabase() throws SQLException {
        String name = "test" + DATABASES.incrementAndGet();
        execute(url(USER), "create database " + name);
        return url(name);
    }

    /** Runs statements on a connection of their own. */
    public static void execute(String url, String... statements) throws SQLException {
        try (Connection connection = connect(url);
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /** A connection as the server's owner. */
    public static Connection connect(String url) throws SQLException {
        return DriverManager.getConnection(url, USER, "");
    }

    private static String url(String database) {
        return "jdbc:postgresql://127.0.0.1:" + Server.RUNNING.port() + "/" + database;
    }

    /** Begins when it is first asked for. */
    private static final class Server {
        static final PostgresProcess RUNNING = start();

        private static PostgresProcess start() {
            try {
                return PostgresProcess.start();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
