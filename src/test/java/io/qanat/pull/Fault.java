package io.qanat.pull;

import static org.assertj.core.api.Assertions.assertThat;

import io.qanat.pull.RunResult.Outcome;
import io.qanat.testserver.Behaviour;
import io.qanat.testserver.FaultServer;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.support.EventNotifierSupport;

/** A row of the fault table: what the server does, and what must come of it. */
final class Fault {
    /** The answer that ends well: two records. */
    static final String GOOD = "[{\"id\":1},{\"id\":2}]";

    private final String name;
    private final Behaviour[] script;
    private final List<String> api = new ArrayList<>(List.of("jitter=none"));
    private final List<String> pull = new ArrayList<>(List.of("path=/things", "pagination=none"));
    private final AtomicReference<Throwable> thrown = new AtomicReference<>();
    private Consumer<PullHarness> preparation = harness -> {};
    private int requests;
    private List<Duration> waits = List.of();
    private List<Long> ids = List.of();
    private String type = "";
    private String message = "";

    private Fault(String name, Behaviour... script) {
        this.name = name;
        this.script = script;
    }

    static Fault of(String name, Behaviour... script) {
        return new Fault(name, script);
    }

    /** With parameters of the API. */
    Fault api(String... parameters) {
        api.addAll(List.of(parameters));
        return this;
    }

    /** With parameters of the pull. */
    Fault pull(String... parameters) {
        for (String parameter : parameters) {
            String name = parameter.substring(0, parameter.indexOf('=') + 1);
            pull.removeIf(usual -> usual.startsWith(name));
        }
        pull.addAll(List.of(parameters));
        return this;
    }

    /** With something done to the context before it starts. */
    Fault prepared(Consumer<PullHarness> how) {
        preparation = how;
        return this;
    }

    /** Both records come, after so many requests and these waits in milliseconds. */
    Fault ends(int count, long... millis) {
        ids = List.of(1L, 2L);
        requests = count;
        return waits(millis);
    }

    /** Nothing comes, and that is well. */
    Fault endsEmpty(int count) {
        requests = count;
        return this;
    }

    /** The run fails after so many requests, with that exception. */
    Fault fails(int count, String exception, String messagePart) {
        requests = count;
        type = exception;
        message = messagePart;
        return this;
    }

    Fault waits(long... millis) {
        waits = Arrays.stream(millis).mapToObj(Duration::ofMillis).toList();
        return this;
    }

    /** Plays it on a server of its own. */
    void check() throws Exception {
        try (FaultServer server = FaultServer.start(script)) {
            check(server);
        }
    }

    /** Plays it on a server that is there. */
    void check(FaultServer server) throws Exception {
        checkAt(server.url().toString());
        assertThat(server.requests()).as("requests").hasSize(requests);
    }

    /** Plays it against a URL. */
    void checkAt(String url) throws Exception {
        try (PullHarness harness = PullHarness.prepared(
                this::prepare,
                RouteText.api(URI.create(url), api.toArray(String[]::new)),
                RouteText.pull(pull.toArray(String[]::new)))) {
            RunResult result = harness.run();
            checkEnd(result);
            assertThat(harness.ids()).as("records").containsExactlyElementsOf(ids);
            assertThat(harness.waits()).as("waits").containsExactlyElementsOf(waits);
        }
    }

    private void checkEnd(RunResult result) {
        if (type.isEmpty()) {
            assertThat(result.error()).isNull();
            return;
        }
        assertThat(result.result()).isEqualTo(Outcome.FAILED);
        assertThat(result.error()).contains(message);
        assertThat(thrown.get().getClass().getSimpleName()).as("exception").isEqualTo(type);
    }

    private void prepare(PullHarness harness) {
        preparation.accept(harness);
        harness.context.getManagementStrategy().addEventNotifier(new EventNotifierSupport() {
            @Override
            public void notify(CamelEvent event) {
                if (event instanceof CamelEvent.ExchangeFailedEvent failed) {
                    thrown.compareAndSet(null, failed.getExchange().getException());
                }
            }
        });
    }

    @Override
    public String toString() {
        return name;
    }
}
