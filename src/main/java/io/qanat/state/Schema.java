package io.qanat.state;

import java.util.HashMap;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.jspecify.annotations.Nullable;

/** The tables of the state in a database, made and brought up to date by Flyway. */
final class Schema {
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
                    .table("qanat_schema_history")
                    .createSchemas(false)
                    .baselineOnMigrate(true)
                    .baselineVersion("0")
                    // Tables of a newer version are not touched.
                    .ignoreMigrationPatterns(new String[0])
                    .load()
                    .migrate();
        } catch (FlywayException e) {
            throw new StateException(
                    database.url() + ": the tables of the state can't be made or brought up to date in schema " + schema
                            + " (" + e.getMessage() + "); the user needs the right to create tables there",
                    e);
        }
        return schema;
    }

    private static String current(Database database) {
        String schema = database.inTransaction("it can't be reached", connection -> {
            try (var statement = connection.createStatement();
                    var result = statement.executeQuery("select coalesce(current_schema()::text, '')")) {
                return result.next() ? result.getString(1) : "";
            }
        });
        if (schema.isEmpty()) {
            throw new StateException(
                    database.url()
                            + ": there is no schema of the name in the user's search_path or currentSchema; create it, or name another by ?currentSchema=…");
        }
        return schema;
    }
}
