package io.qanat.pull;

import java.io.IOException;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.RuntimeCamelException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells an endpoint of the integrator's about a failed run. */
final class Failures {
    private static final Logger LOG = LoggerFactory.getLogger(Failures.class);

    private Failures() {}

    /** Sends one message: a body of plain text, the pull and run as headers. That it can't be sent is logged, not thrown. */
    static void tell(CamelContext context, String endpoint, RunResult result) {
        try (ProducerTemplate template = context.createProducerTemplate()) {
            Exchange sent = template.send(endpoint, exchange -> {
                exchange.getMessage().setHeader("QanatPull", result.pull());
                exchange.getMessage().setHeader("QanatRun", result.run());
                exchange.getMessage().setHeader("subject", "Pull " + result.pull() + " failed");
                exchange.getMessage().setBody(summary(result));
            });
            if (sent.getException() != null) {
                throw new IOException(sent.getException());
            }
        } catch (IOException | RuntimeCamelException e) {
            LOG.error("{}: onFailure could not be told: {}", result.pull(), RunException.messageOf(e));
        }
    }

    private static String summary(RunResult result) {
        return """
                Pull %s %s.
                %s
                Run %s: %d pages, %d rows, %d requests, %d retries in %d s.
                """.formatted(
                        result.pull(),
                        result.result().published()
                                ? "failed in part, the rest was published"
                                : "failed, nothing was published",
                        result.error(),
                        result.run(),
                        result.pages(),
                        result.rows(),
                        result.requests(),
                        result.retries(),
                        result.time().toSeconds());
    }
}
