package io.qanat.state;

import java.util.HashMap;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.exception.FlywayValidateException;
import org.jspecify.annotations.Nullable;

/** The tables of the state in a database, made and brought up to date by Flyway. */
final class Schema {
    private static final String HISTORY = "qanat_schema_history";

    private static final String LOOK = "select coalesce(current_schema()::text, ''),"
            + " has_schema_privilege(current_schema(), 'create')"
            + " or to_regclass(quote_ident(current_schema()) || '." + HISTORY + "') is not null";

    private Schema() {}

    /**
     * Makes the tables, or changes older ones; processes that start at the same time wait for each other. Other applications'
     * tables in the same schema are left alone: a schema that isn't empty counts as our version 0.
     *
     * @return the schema's name
     */
    static String migrate(Database database) {
        String schema = current(database);
        Map<String, String> properties = new HashMap<>();
        database.properties().forEach((name, value) -> properties.put((String) name, (String) value));
        @Nullable String user = properties.remove("user");
        @Nullable String password = properties.remove("password");
        try {
            Flyway.configure(Schema.class.getClassLoader())
                    .dataSource(database.url(), user, password)
                    .jdbcProperties(properties)
                    .locations("classpath:io/qanat/state/migration")
                    .table(HISTORY)
                    .createSchemas(false)
                    .baselineOnMigrate(true)
                    .baselineVersion("0")
                    // Tables of a newer version are not touched.
                    .ignoreMigrationPatterns(new String[0])
                    .load()
                    .migrate();
        } catch (FlywayValidateException e) {
            throw new StateException(
                    database.url() + ": the tables of the state in schema " + schema
                            + " are those of another version of Qanat; use the version that changed them last or a newer one",
                    e);
        } catch (FlywayException e) {
            throw new StateException(
                    database.url() + ": the tables of the state can't be made or brought up to date in schema " + schema
                            + " (" + e.getMessage() + ")",
                    e);
        }
        return schema;
    }

    /** Flyway itself would try for ten seconds to make a table where it may make none. */
    private static String current(Database database) {
        Found found = database.inTransaction("it can't be reached", connection -> {
            try (var statement = connection.createStatement();
                    var result = statement.executeQuery(LOOK)) {
                return result.next() ? new Found(result.getString(1), result.getBoolean(2)) : new Found("", false);
            }
        });
        if (found.schema().isEmpty()) {
            throw new StateException(database.url() + ": the connection has no schema that exists; create it, or name"
                    + " another by ?currentSchema=…");
        }
        if (!found.usable()) {
            throw new StateException(database.url() + ": permission denied: the user may make no tables in schema "
                    + found.schema() + "; grant create on it, or name another schema by ?currentSchema=…");
        }
        return found.schema();
    }

    private record Found(String schema, boolean usable) {}
}
