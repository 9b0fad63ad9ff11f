package io.qanat.pull;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
    private final String run;
    private final Store store;
    private final List<JsonNode> staged = new ArrayList<>();
    private boolean ended;

    private MemorySink(String name, String run, Store store) {
        this.name = name;
        this.run = run;
        this.store = store;
    }

    /** What outlives the runs and processes: the prepared and the published rows, and how often each step was asked for. */
    static final class Store implements SinkRecovery {
        final Map<String, List<JsonNode>> published = new ConcurrentHashMap<>();
        final List<String> calls = new CopyOnWriteArrayList<>();
        final List<String> failing = new CopyOnWriteArrayList<>();
        private final Map<String, List<JsonNode>> prepared = new ConcurrentHashMap<>();
        private final Set<String> runs = ConcurrentHashMap.newKeySet();

        @Override
        public void publish(String address, String run) throws IOException {
            String name = address.substring("memory:".length());
            called("publish " + name);
            if (runs.add(name + " " + run)) {
                published
                        .computeIfAbsent(name, n -> new CopyOnWriteArrayList<>())
                        .addAll(prepared.get(name + " " + run));
            }
        }

        @Override
        public void discard(String address, String run) {
            String name = address.substring("memory:".length());
            calls.add("discard " + name);
            prepared.remove(name + " " + run);
        }

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
        run.enlist(name, MemorySink.class, () -> new MemorySink(name, run.id(), store))
                .add(records);
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
        store.prepared.put(name + " " + run, List.copyOf(staged));
    }

    @Override
    public String address() {
        return "memory:" + name;
    }

    @Override
    public synchronized void publish() throws IOException {
        store.publish(address(), run);
    }

    @Override
    public synchronized void release() {
        ended = true;
    }

    @Override
    public synchronized void discard() {
        ended = true;
        staged.clear();
        store.discard(address(), run);
        if (store.failing.contains("discard " + name)) {
            throw new IllegalStateException("the disk is gone");
        }
    }

    @Override
    public synchronized Published published() {
        return new Published(staged.size(), List.of("memory:" + name));
    }
}
