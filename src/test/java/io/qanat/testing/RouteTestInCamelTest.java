package io.qanat.testing;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.camel.CamelContext;
import org.apache.camel.builder.AdviceWith;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.test.junit5.CamelTestSupport;
import org.apache.camel.test.junit5.TestExecutionConfiguration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** With the context of camel-test-junit5, whose mocks and advice work as ever. */
@Timeout(60)
class RouteTestInCamelTest extends CamelTestSupport {
    private final Answers answers = Answers.inTurn(
            Reply.json("{\"data\":[{\"id\":1},{\"id\":2}],\"next_cursor\":\"a\"}"),
            Reply.json("{\"data\":[{\"id\":3}]}"));
    private RouteTest test;

    @Override
    public void configureTest(TestExecutionConfiguration configuration) {
        super.configureTest(configuration);
        configuration.withUseAdviceWith(true); // a pull can't be advised once it is started
    }

    @Override
    protected CamelContext createCamelContext() throws Exception {
        CamelContext context = super.createCamelContext();
        test = RouteTest.of("routes/shop.camel.yaml")
                .property("shop.token", "any")
                .answers(answers)
                .context(context)
                .start();
        return context;
    }

    @AfterEach
    void close() {
        test.close();
    }

    @Test
    void pages_reach_a_mock() throws Exception {
        AdviceWith.adviceWith(context, "orders", route -> route.weaveByToUri("table:*")
                .replace()
                .to("mock:orders"));
        context.start();
        MockEndpoint orders = getMockEndpoint("mock:orders");
        orders.expectedMessageCount(2);

        assertThat(test.pull("orders").error()).isNull();

        orders.assertIsSatisfied();
        assertThat(test.requestLines())
                .containsExactly("GET /v1/orders?limit=200", "GET /v1/orders?limit=200&cursor=a");
    }
}
