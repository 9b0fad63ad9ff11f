package io.qanat.table;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.camel.Endpoint;
import org.apache.camel.support.DefaultComponent;

/** Makes {@code table:} endpoints. Thread-safe. */
@org.apache.camel.spi.annotations.Component("table")
public final class TableComponent extends DefaultComponent {
    private final Map<Path, Lock> turns = new ConcurrentHashMap<>();

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        TableEndpoint endpoint = new TableEndpoint(uri, this, remaining);
        setProperties(endpoint, parameters);
        return endpoint;
    }

    /** Messages outside of a run wait for each other here. */
    Lock turn(Path table) {
        return turns.computeIfAbsent(table.toAbsolutePath().normalize(), path -> new ReentrantLock());
    }
}
