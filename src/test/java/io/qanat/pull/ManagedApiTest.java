package io.qanat.pull;

import static io.qanat.testserver.Behaviours.json;
import static io.qanat.testserver.Behaviours.status;
import static org.assertj.core.api.Assertions.assertThat;

import io.qanat.testserver.FaultServer;
import java.lang.management.ManagementFactory;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;

/** What who watches by JMX sees of an API. */
class ManagedApiTest {
    private static final MBeanServer SERVER = ManagementFactory.getPlatformMBeanServer();

    private static ObjectName mbean(PullHarness pull, String api) throws Exception {
        Set<ObjectName> services = SERVER.queryNames(
                new ObjectName("org.apache.camel:context=" + pull.context.getManagementName()
                        + ",type=services,name=ManagedApi*"),
                null);
        return services.stream()
                .filter(name -> api.equals(attribute(name, "Api")))
                .collect(Collectors.collectingAndThen(Collectors.toList(), found -> {
                    assertThat(found).hasSize(1);
                    return found.get(0);
                }));
    }

    private static Object attribute(ObjectName name, String attribute) {
        try {
            return SERVER.getAttribute(name, attribute);
        } catch (Exception e) {
            throw new IllegalStateException(attribute, e);
        }
    }

    @Test
    void quota_and_calls_are_attributes_and_token_requests_are_counted() throws Exception {
        AtomicInteger count = new AtomicInteger();
        try (FaultServer server = FaultServer.choosing(request -> request.path().equals("/token")
                        ? json("{\"access_token\":\"hunter2222\",\"token_type\":\"Bearer\",\"expires_in\":3600}")
                        : count.incrementAndGet() == 1 ? status(429) : json("[{\"id\":1}]"));
                PullHarness pull = PullHarness.managed(
                        RouteText.api(
                                server.url(),
                                "auth=oauth2",
                                "tokenUrl=" + server.url("/token"),
                                "clientId=me",
                                "clientSecret=hunter3333",
                                "rateLimit=90/60s"),
                        RouteText.api("other", server.url()),
                        RouteText.pull("path=/things", "pagination=none"))) {
            assertThat(pull.run().error()).isNull();
            ObjectName shop = mbean(pull, "shop");
            assertThat(attribute(shop, "Requests")).isEqualTo(3L);
            assertThat(attribute(shop, "Retries")).isEqualTo(1L);
            assertThat(attribute(shop, "RateLimited")).isEqualTo(1L);
            assertThat(attribute(shop, "Remaining")).isEqualTo(87);
            assertThat(attribute(shop, "Pace")).isEqualTo(0.5);
            assertThat(attribute(shop, "Concurrency")).isEqualTo(5);
            assertThat(attribute(shop, "Open")).isEqualTo(0);
            assertThat(attribute(shop, "Waiting")).isEqualTo(0);
            assertThat(attribute(shop, "PausedUntil")).isEqualTo("");
            assertThat((long) attribute(shop, "Bytes")).isPositive();
            assertThat(attribute(mbean(pull, "other"), "Requests")).isEqualTo(0L);
        }
    }
}
