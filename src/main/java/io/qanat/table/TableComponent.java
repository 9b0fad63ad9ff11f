package io.qanat.table;

import com.fasterxml.jackson.core.JsonPointer;
import io.qanat.disk.Disk;
import io.qanat.pull.Pulls;
import io.qanat.pull.SinkRecovery;
import io.qanat.pull.ValueSource;
import io.qanat.table.db.DatabaseTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.support.DefaultComponent;

/** Makes {@code table:} endpoints, and finishes what an earlier process began to publish. Thread-safe. */
@org.apache.camel.spi.annotations.Component(TableComponent.SCHEME)
public final class TableComponent extends DefaultComponent implements SinkRecovery, ValueSource {
    static final String SCHEME = "table";

    private final Map<Path, Lock> turns = new ConcurrentHashMap<>();

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        TableEndpoint endpoint = new TableEndpoint(uri, this, remaining);
        setProperties(endpoint, parameters);
        return endpoint;
    }

    /** The disk that the tables are on. */
    Disk disk() {
        return Pulls.of(getCamelContext()).disk();
    }

    @Override
    public void publish(String address, String run) throws IOException {
        DatabaseTable database = DatabaseAddress.table(getCamelContext(), address);
        if (database == null) {
            locked(address, table -> table.publish(run));
        } else {
            database.publish(run);
        }
    }

    @Override
    public void discard(String address, String run) throws IOException {
        DatabaseTable database = DatabaseAddress.table(getCamelContext(), address);
        if (database != null) {
            database.discard(run);
        } else if (Files.exists(folder(address))) {
            locked(address, table -> table.discard(run));
        }
    }

    @Override
    public void values(String place, JsonPointer field, Consumer<Object> values) throws IOException {
        Path directory = Path.of(getCamelContext().resolvePropertyPlaceholders(TableEndpoint.DIRECTORY));
        if (!Files.exists(directory.resolve(place).resolve(Manifest.NAME))) {
            throw new IOException("there is no table " + place + " in " + directory.toAbsolutePath()
                    + " yet: run the pull that publishes it first, or correct the name");
        }
        TableDescription.read(directory, place).values(field, values);
    }

    /** What is done with a table's folder while no run writes it. */
    private interface Work {
        void on(TableFolder table) throws IOException;
    }

    private void locked(String address, Work work) throws IOException {
        TableLock lock = TableLock.take(address, folder(address));
        try {
            work.on(new TableFolder(folder(address), disk()));
        } finally {
            lock.close();
        }
    }

    private static Path folder(String address) {
        return Path.of(address.substring(SCHEME.length() + 1));
    }

    /** Messages outside of a run wait for each other here. */
    Lock turn(Path table) {
        return turns.computeIfAbsent(table.toAbsolutePath().normalize(), path -> new ReentrantLock());
    }
}
