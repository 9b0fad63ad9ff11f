package io.qanat.table;

import io.qanat.api.Secret;
import io.qanat.settings.Parameters;
import io.qanat.table.db.Database;
import io.qanat.table.db.DatabaseException;
import java.util.List;
import javax.sql.DataSource;
import org.apache.camel.spi.Registry;
import org.jspecify.annotations.Nullable;

/**
 * Which database has a table. Immutable.
 *
 * @param dataSource the name of a {@code DataSource}, or a JDBC URL, which may hold a password
 * @param user the database's; empty if the URL or the driver knows
 * @param password the database's; empty if the URL or the driver knows
 */
record DatabaseSettings(Secret dataSource, String user, Secret password) {
    private static final List<String> OF_FILES = List.of("format", "partitionBy", "compression", "maxFileSize");

    /** Reads the options; null if there is no dataSource. */
    static @Nullable DatabaseSettings of(Parameters parameters) {
        String text = parameters.text("dataSource");
        if (text.isEmpty()) {
            return null;
        }
        try {
            Database.address(text);
        } catch (DatabaseException e) {
            parameters.problem("dataSource", withoutName(e));
        }
        for (String option : OF_FILES) {
            if (parameters.has(option)) {
                parameters.problem(option, "is for files, and has no meaning with a dataSource: leave it out");
            }
        }
        return new DatabaseSettings(new Secret(text), parameters.text("user"), new Secret(parameters.raw("password")));
    }

    private static String withoutName(DatabaseException e) {
        return String.valueOf(e.getMessage()).replaceFirst("^dataSource: ", "");
    }

    /** Tells the database from others, without secrets. */
    String address() {
        return Database.address(dataSource.value());
    }

    /**
     * The database, without a connection yet.
     *
     * @param subject names the table in messages
     * @throws TableException if the DataSource or the driver is missing
     */
    Database open(String subject, Registry registry) {
        return Database.isUrl(dataSource.value())
                ? byUrl(subject)
                : bean(subject, Database.bean(dataSource.value()), registry);
    }

    /** The same for one that is given as a URL. */
    Database byUrl(String subject) {
        try {
            return Database.of(dataSource.value(), user, password.value());
        } catch (DatabaseException e) {
            throw new TableException(subject + ": " + e.getMessage(), e);
        }
    }

    private static Database bean(String subject, String name, Registry registry) {
        DataSource source = registry.lookupByNameAndType(name, DataSource.class);
        if (source == null) {
            throw new TableException(subject + ": dataSource: there is no DataSource " + name
                    + " among the beans; declare one, or give a URL (jdbc:postgresql:… or jdbc:duckdb:FILE)");
        }
        return Database.of(name, source);
    }
}
