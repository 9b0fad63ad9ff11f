package io.qanat.pull;

import static io.qanat.testserver.Behaviours.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.qanat.api.Apis;
import io.qanat.testserver.FaultServer;
import org.junit.jupiter.api.Test;

/** What a context's stop and start do to the quotas. */
class QuotaRestartTest {
    @Test
    void a_stopped_quota_lets_nothing_pass_until_it_is_started() throws Exception {
        try (FaultServer server = FaultServer.start(json("[{\"id\":1}]"));
                PullHarness pull = PullHarness.start(
                        RouteText.api(server.url(), "rateLimit=90/60s"),
                        RouteText.pull("path=/things", "pagination=none"))) {
            assertThat(pull.run().error()).isNull();
            Apis.of(pull.context).stop();
            assertThat(pull.run().error()).contains("stopped while a request waited for the rate limit");
            Apis.of(pull.context).start();
            assertThat(pull.run().error()).isNull();
            assertThat(server.requests()).hasSize(2);
        }
    }
}
