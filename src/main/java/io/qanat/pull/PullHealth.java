package io.qanat.pull;

import java.util.Map;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;
import org.jspecify.annotations.Nullable;

/**
 * A pull's health (requirement R7): down while its latest run is a failed one, up again after the next good run, and up before
 * the first. It says whether the data is fresh and not whether the process lives, so it is a readiness check only.
 */
final class PullHealth extends AbstractHealthCheck {
    private final String pull;
    private final Supplier<@Nullable RunResult> last;

    private PullHealth(String pull, Supplier<@Nullable RunResult> last) {
        super("qanat", "pull-" + pull);
        this.pull = pull;
        this.last = last;
    }

    /** Registers the check, if the context keeps any. */
    static void register(CamelContext context, String pull, Supplier<@Nullable RunResult> last) {
        HealthCheckRegistry registry = HealthCheckRegistry.get(context);
        if (registry != null) {
            PullHealth check = new PullHealth(pull, last);
            check.setCamelContext(context);
            registry.register(check);
        }
    }

    @Override
    public boolean isLiveness() {
        return false;
    }

    @Override
    protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
        builder.detail("pull", pull);
        RunResult result = last.get();
        if (result == null) {
            builder.up();
            return;
        }
        builder.detail("run", result.run()).detail("result", result.result().text());
        if (result.result() == RunResult.Outcome.FAILED || result.result() == RunResult.Outcome.PARTIAL) {
            builder.detail("error", String.valueOf(result.error()))
                    .message(pull + ": the latest run "
                            + (result.result().published() ? "left something out: " : "failed: ") + result.error())
                    .down();
        } else {
            builder.up();
        }
    }
}
