package io.qanat.table;

import io.qanat.api.Secret;
import io.qanat.table.db.Database;
import io.qanat.table.db.DatabaseTable;
import org.apache.camel.CamelContext;
import org.jspecify.annotations.Nullable;

/**
 * How a table in a database is found again by another process: {@code table:db:orders@#shopdb}, with the database as
 * {@link Database#address} tells it. What a URL lacks there, such as the password, comes from the routes' own endpoints.
 */
final class DatabaseAddress {
    private static final String PREFIX = TableComponent.SCHEME + ":db:";

    private DatabaseAddress() {}

    static String of(String table, Database database) {
        return PREFIX + table + "@" + database.address();
    }

    /** The table of that address; null if it is one of files. */
    static @Nullable DatabaseTable table(CamelContext camel, String address) {
        if (!address.startsWith(PREFIX)) {
            return null;
        }
        int at = address.indexOf('@');
        String name = address.substring(PREFIX.length(), at);
        return new DatabaseTable(database(camel, "table " + name, address.substring(at + 1)), name);
    }

    private static Database database(CamelContext camel, String subject, String place) {
        DatabaseSettings settings = camel.getEndpoints().stream()
                .filter(TableEndpoint.class::isInstance)
                .map(endpoint -> ((TableEndpoint) endpoint).settings().database())
                .filter(known -> known != null && known.address().equals(place))
                .findFirst()
                .orElseGet(() -> new DatabaseSettings(new Secret(place), "", new Secret("")));
        return settings.open(subject, camel.getRegistry());
    }
}
