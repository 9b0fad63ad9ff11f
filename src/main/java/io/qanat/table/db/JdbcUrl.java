package io.qanat.table.db;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Properties;

/**
 * A JDBC URL apart from what must not be shown: the parameters of a PostgreSQL's query go to the driver as properties.
 * Immutable.
 */
final class JdbcUrl {
    static final String POSTGRES = "jdbc:postgresql:";
    static final String DUCKDB = "jdbc:duckdb:";

    /** Of a PostgreSQL's parameters those that tell where the tables are. */
    private static final String SCHEMA = "currentSchema";

    private final String address;
    private final String url;
    private final Properties properties;

    private JdbcUrl(String address, String url, Properties properties) {
        this.address = address;
        this.url = url;
        this.properties = properties;
    }

    /**
     * Reads a URL.
     *
     * @throws DatabaseException if it is of no database that can be used; the message doesn't show the URL
     */
    static JdbcUrl parse(String text) {
        if (text.startsWith(POSTGRES)) {
            return postgres(text);
        }
        if (text.startsWith(DUCKDB)) {
            return duckDb(text);
        }
        throw new DatabaseException("dataSource: only PostgreSQL and DuckDB can be used: write " + POSTGRES
                + "//host/database or " + DUCKDB + "FILE, or the name of a DataSource");
    }

    private static JdbcUrl duckDb(String text) {
        String file = text.substring(DUCKDB.length());
        if (file.isBlank() || file.startsWith(":")) {
            throw new DatabaseException("dataSource: a DuckDB in memory would be gone at once: name a file, as in "
                    + DUCKDB + "shop.duckdb");
        }
        return new JdbcUrl(text, text, new Properties());
    }

    private static JdbcUrl postgres(String text) {
        int query = text.indexOf('?');
        String url = query < 0 ? text : text.substring(0, query);
        if (url.indexOf('@') >= 0) {
            throw new DatabaseException("dataSource: a URL for JDBC has no user and password before the host; write "
                    + POSTGRES + "//host/database, and give both by the options user and password");
        }
        Properties properties = new Properties();
        if (query >= 0) {
            for (String parameter : text.substring(query + 1).split("&", -1)) {
                read(parameter, properties);
            }
        }
        return new JdbcUrl(address(url, properties), url, properties);
    }

    private static String address(String url, Properties properties) {
        String schema = properties.getProperty(SCHEMA);
        return schema == null ? url : url + "?" + SCHEMA + "=" + schema;
    }

    private static void read(String parameter, Properties properties) {
        int equals = parameter.indexOf('=');
        if (equals > 0) {
            properties.setProperty(parameter.substring(0, equals), decoded(parameter.substring(equals + 1)));
        }
    }

    private static String decoded(String value) {
        try {
            return URLDecoder.decode(value, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            // The cause would show the value, which may be a password.
            throw new DatabaseException("dataSource: a value in the URL has a % that isn't followed by two hexadecimal"
                    + " digits; write %25 for a percent sign");
        }
    }

    /** What tells it from others, without any secret. */
    String address() {
        return address;
    }

    /** For the driver, without any secret. */
    String url() {
        return url;
    }

    /** For the driver. */
    Properties properties() {
        return (Properties) properties.clone();
    }

    /** One that every driver of its database takes. */
    String sample() {
        return isDuckDb() ? DUCKDB + "sample" : POSTGRES + "//localhost/sample";
    }

    boolean isDuckDb() {
        return url.startsWith(DUCKDB);
    }

    /** The file of a DuckDB. */
    String file() {
        return url.substring(DUCKDB.length()).replaceFirst(";.*", "");
    }
}
