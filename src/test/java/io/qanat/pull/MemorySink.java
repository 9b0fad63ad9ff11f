package io.qanat.pull;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * A sink in memory: its rows are staged page by page, and seen by readers only after publish. It fails where a test wants it.
 * Thread-safe.
 */
final class MemorySink implements Sink {
    private final String name;
    private final Store store;
    private final List<JsonNode> staged = new ArrayList<>();
    private boolean ended;
    private int published;

    private MemorySink(String name, Store store) {
        this.name = name;
        this.store = store;
    }

    /** What outlives the runs: the published rows, and how often each step was asked for. */
    static final class Store {
        final Map<String, List<JsonNode>> published = new ConcurrentHashMap<>();
        final List<String> calls = new CopyOnWriteArrayList<>();
        final List<String> failing = new CopyOnWriteArrayList<>();

        /** Has that call of that sink fail from now on, such as {@code prepare memory}. */
        void fail(String call) {
            failing.add(call);
        }

        private void called(String call) throws IOException {
            calls.add(call);
            if (failing.contains(call)) {
                throw new IOException("the disk is full");
            }
        }
    }

    /** A step that gives the records of its message to the sink of that name of the run. */
    static Processor step(String name, Store store) {
        return exchange -> collect(exchange, name, store);
    }

    private static void collect(Exchange exchange, String name, Store store) {
        JsonNode records = exchange.getMessage().getBody(JsonNode.class);
        Run run = exchange.getProperty(Run.PROPERTY, Run.class);
        run.enlist(name, MemorySink.class, () -> new MemorySink(name, store)).add(records);
    }

    private synchronized void add(JsonNode records) {
        if (ended) {
            throw new IllegalStateException(name + ": a page came after the end");
        }
        records.forEach(staged::add);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public synchronized void prepare() throws IOException {
        ended = true;
        store.called("prepare " + name);
    }

    @Override
    public synchronized void publish() throws IOException {
        store.called("publish " + name);
        store.published.computeIfAbsent(name, n -> new CopyOnWriteArrayList<>()).addAll(staged);
        published = staged.size();
    }

    @Override
    public synchronized void discard() {
        ended = true;
        staged.clear();
        store.calls.add("discard " + name);
        if (store.failing.contains("discard " + name)) {
            throw new IllegalStateException("the disk is gone");
        }
    }

    @Override
    public synchronized Published published() {
        return new Published(published, List.of("memory:" + name));
    }
}
