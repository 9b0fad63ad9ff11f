package io.qanat.pull;

import static io.qanat.testserver.Behaviours.json;
import static io.qanat.testserver.Behaviours.status;
import static org.assertj.core.api.Assertions.assertThat;

import io.qanat.testserver.Behaviour;
import io.qanat.testserver.FaultServer;
import java.util.stream.Stream;
import org.apache.camel.ProducerTemplate;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** An integrator's own route calls the API, and its onException acts by the type of the error (requirement C4). */
class OwnRouteTest {
    private static final String ROUTE = """
            - routeConfiguration:
                id: acting
                onException:
                  - onException:
                      exception: [ io.qanat.api.RateLimitedException ]
                      handled: { constant: "true" }
                      steps:
                        - setBody: { simple: "later: ${exception.comeBack}" }
                  - onException:
                      exception: [ io.qanat.api.ClientErrorException ]
                      handled: { constant: "true" }
                      steps:
                        - setBody: { simple: "refused: ${exception.status}" }
                  - onException:
                      exception: [ io.qanat.api.ApiException ]
                      handled: { constant: "true" }
                      steps:
                        - setBody: { simple: "failed: ${exception.class.simpleName}" }
            - route:
                id: mine
                routeConfigurationId: acting
                from:
                  uri: direct:mine
                  steps:
                    - setHeader: { name: CamelHttpPath, constant: /v1/thing }
                    - setHeader: { name: CamelHttpQuery, constant: "a=1&b=2" }
                    - to: direct:shop
            """;

    static Stream<Arguments> answers() {
        return Stream.of(
                Arguments.of(json("{\"id\":1}"), "{\"id\":1}"),
                Arguments.of(status(429), "later: "),
                Arguments.of(status(429, "Retry-After: 3600"), "later: 2026-11-23T11:00:00.500Z"),
                Arguments.of(status(404), "refused: 404"),
                Arguments.of(status(503), "failed: ServerErrorException"),
                Arguments.of((Behaviour) (wire, request) -> wire.reset(), "failed: ApiConnectionException"));
    }

    @ParameterizedTest
    @MethodSource("answers")
    void the_type_of_the_error_decides(Behaviour behaviour, String body) throws Exception {
        try (FaultServer server = FaultServer.start(behaviour);
                PullHarness harness = PullHarness.start(RouteText.api(server.url()), ROUTE);
                ProducerTemplate template = harness.context.createProducerTemplate()) {
            assertThat(template.requestBody("direct:mine", null, String.class)).isEqualTo(body);
            assertThat(server.requests()).singleElement().satisfies(request -> assertThat(request.target())
                    .isEqualTo("/v1/thing?a=1&b=2"));
        }
    }
}
