package io.qanat.pull;

import com.fasterxml.jackson.databind.JsonNode;
import io.qanat.api.Apis;
import io.qanat.api.Waiting;
import io.qanat.disk.Disk;
import io.qanat.testing.TestClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.function.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.component.quartz.QuartzComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;

/**
 * A Camel context with routes given as text, as a host that embeds Qanat has it: time is a clock that jumps, and step
 * {@code collect} gives the pages to a sink in memory.
 */
final class PullHarness implements AutoCloseable {
    final DefaultCamelContext context;
    final TestClock clock = TestClock.at(Instant.parse("2026-11-23T10:00:00Z"));
    final MemorySink.Store store;

    private final Path folder;
    private final boolean first;

    /** What is on its disk is as another one left it, which is closed or not: a process that died. */
    private PullHarness(MemorySink.Store store, Path folder, boolean first, boolean managed) {
        context = new DefaultCamelContext(false);
        if (!managed) {
            context.disableJMX(); // takes time, and only its own test looks there
        }
        this.store = store;
        this.folder = folder;
        this.first = first;
        context.build();
        property("qanat.state", state().toString());
        context.getRegistry().bind("memory", SinkRecovery.class, store);
        context.getRegistry().bind("collect", Processor.class, MemorySink.step("memory", store));
        context.getRegistry().bind("collectToo", Processor.class, MemorySink.step("second", store));
        context.getShutdownStrategy().setTimeout(20);
        Apis.of(context).setWaiting(clock);
        withoutScheduler(quartz());
    }

    /** Nothing fires; and no worker threads, which take half a second to end. */
    private static void withoutScheduler(QuartzComponent quartz) {
        quartz.setAutoStartScheduler(false);
        quartz.setProperties(Map.of("org.quartz.threadPool.class", "org.quartz.simpl.ZeroSizeThreadPool"));
    }

    /** With those routes, started; only by hand. */
    static PullHarness start(String... routes) throws Exception {
        return prepared(harness -> {}, routes);
    }

    /** The same, after something was done to the context. */
    static PullHarness prepared(Consumer<PullHarness> preparation, String... routes) throws Exception {
        return prepared(first(false), preparation, routes);
    }

    /** The same, seen by JMX. */
    static PullHarness managed(String... routes) throws Exception {
        return prepared(first(true), harness -> {}, routes);
    }

    private static PullHarness first(boolean managed) throws IOException {
        return new PullHarness(new MemorySink.Store(), Files.createTempDirectory("qanat-test"), true, managed);
    }

    /** Another process on the same disk, with the same routes or others. */
    PullHarness another(Consumer<PullHarness> preparation, String... routes) throws Exception {
        return prepared(new PullHarness(store, folder, false, false), preparation, routes);
    }

    PullHarness another(String... routes) throws Exception {
        return another(harness -> {}, routes);
    }

    /** The folder of the state. */
    Path state() {
        return folder.resolve("state");
    }

    private static PullHarness prepared(PullHarness harness, Consumer<PullHarness> preparation, String... routes)
            throws Exception {
        try {
            preparation.accept(harness);
            harness.add(routes);
            harness.context.start();
            return harness;
        } catch (Exception e) {
            harness.close();
            throw e;
        }
    }

    /** With the computer's clocks and waits. */
    void realTime() {
        Apis.of(context).setWaiting(Waiting.SYSTEM);
    }

    /** The same; the action is told before each wait for another attempt. */
    void realTime(Runnable beforeWait) {
        Apis.of(context).setWaiting(new RealTime(beforeWait));
    }

    private record RealTime(Runnable beforeWait) implements Waiting {
        @Override
        public Instant now() {
            return SYSTEM.now();
        }

        @Override
        public long nanoTime() {
            return SYSTEM.nanoTime();
        }

        @Override
        public void await(Condition condition, long nanos) throws InterruptedException {
            SYSTEM.await(condition, nanos);
        }

        @Override
        public Duration delay(Duration wanted) {
            beforeWait.run();
            return wanted;
        }
    }

    /** With the scheduler running. */
    void withScheduler() {
        quartz().setAutoStartScheduler(true);
        quartz().setProperties(Map.of("org.quartz.threadPool.threadCount", "4"));
    }

    private QuartzComponent quartz() {
        return context.getComponent("quartz", QuartzComponent.class);
    }

    /** Binds a step for the routes. */
    void step(String name, Processor processor) {
        context.getRegistry().bind(name, Processor.class, processor);
    }

    void property(String name, String value) {
        context.getPropertiesComponent().addOverrideProperty(name, value);
    }

    /** Adds routes, whether it is started or not. */
    void add(String... routes) throws Exception {
        int number = context.getRouteDefinitions().size();
        String text = "- beans: []\n" + String.join("\n", routes);
        PluginHelper.getRoutesLoader(context).loadRoutes(ResourceHelper.fromString("test-" + number + ".yaml", text));
    }

    /** Adds the routes of a file. */
    void addFile(Path file) {
        try {
            PluginHelper.getRoutesLoader(context)
                    .loadRoutes(PluginHelper.getResourceLoader(context).resolveResource("file:" + file));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** Runs pull orders. */
    RunResult run() {
        return run("orders");
    }

    RunResult run(String pull) {
        return runs(pull, RunOptions.NONE).get(0);
    }

    List<RunResult> runs(String pull, RunOptions options) {
        return Pulls.of(context).pull(pull, options);
    }

    /** What readers of the sink see. */
    List<JsonNode> rows() {
        return store.published.getOrDefault("memory", List.of());
    }

    /** The ids of what readers see. */
    List<Long> ids() {
        return rows().stream().map(row -> row.get("id").asLong()).toList();
    }

    /** The waits before further attempts. */
    List<Duration> waits() {
        return clock.delays();
    }

    @Override
    public void close() {
        context.stop();
        if (first) {
            remove(folder);
        }
    }

    private static void remove(Path folder) {
        try {
            Disk.LOCAL.deleteTree(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
