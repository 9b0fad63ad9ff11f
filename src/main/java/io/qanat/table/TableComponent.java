package io.qanat.table;

import com.fasterxml.jackson.core.JsonPointer;
import io.qanat.disk.Disk;
import io.qanat.pull.Pulls;
import io.qanat.pull.SinkRecovery;
import io.qanat.pull.ValueSource;
import io.qanat.table.db.DatabaseTable;
import io.qanat.table.s3.S3Location;
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
import org.jspecify.annotations.Nullable;

/** Makes {@code table:} endpoints, and finishes what an earlier process began to publish. Thread-safe. */
@org.apache.camel.spi.annotations.Component(TableComponent.SCHEME)
public final class TableComponent extends DefaultComponent implements SinkRecovery, ValueSource {
    static final String SCHEME = "table";

    private final Map<Path, Lock> turns = new ConcurrentHashMap<>();
    private @Nullable Buckets buckets;

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        TableEndpoint endpoint = new TableEndpoint(uri, this, remaining);
        setProperties(endpoint, parameters);
        return endpoint;
    }

    /** The object stores of the tables. */
    synchronized Buckets buckets() {
        if (buckets == null) {
            buckets = new Buckets(getCamelContext());
        }
        return buckets;
    }

    @Override
    protected void doStop() throws Exception {
        super.doStop();
        buckets().close();
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
        } else if (S3Location.isOne(place(address)) || Files.exists(Path.of(place(address)))) {
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
        TableDescription.read(directory, place).values("table " + place, field, values);
    }

    /** What is done with a table's files while no run writes it. */
    private interface Work {
        void on(TablePlace table) throws IOException;
    }

    private void locked(String address, Work work) throws IOException {
        Path folder = folder(address);
        TableLock lock = TableLock.take(address, folder);
        try {
            work.on(table(address, folder));
        } finally {
            lock.close();
        }
    }

    private TablePlace table(String address, Path folder) {
        if (!S3Location.isOne(place(address))) {
            return new TableFolder(folder, disk());
        }
        S3Location bucket = S3Location.parse(place(address));
        return new BucketTable(buckets().open(address, bucket), bucket, folder, disk());
    }

    private Path folder(String address) {
        String place = place(address);
        return S3Location.isOne(place)
                ? Spool.folder(Buckets.spool(getCamelContext()), place.replaceFirst(".*/", ""), place)
                : Path.of(place);
    }

    private static String place(String address) {
        return address.substring(SCHEME.length() + 1);
    }

    /** Messages outside of a run wait for each other here. */
    Lock turn(Path table) {
        return turns.computeIfAbsent(table.toAbsolutePath().normalize(), path -> new ReentrantLock());
    }
}
