package io.qanat.embed;

import static io.qanat.testserver.Behaviours.json;
import static io.qanat.testserver.Behaviours.status;
import static org.assertj.core.api.Assertions.assertThat;

import io.qanat.demo.Resource;
import io.qanat.demo.Shop;
import io.qanat.pull.Pulls;
import io.qanat.pull.RunResult;
import io.qanat.pull.RunResult.Outcome;
import io.qanat.testserver.FaultServer;
import java.io.IOException;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;

/** What must hold in every host: its pull works, its own calls stay as they were, and nothing is done unasked. */
final class Guest implements AutoCloseable {
    private static final int OK = 200;

    final Shop shop;
    final FaultServer own;
    final Collected collected = new Collected();

    Guest() throws IOException {
        shop = Shop.open(Shop.Options.small());
        own = FaultServer.start(json("{}", "Set-Cookie: host=1"), json("{}"), status(503), json("{}"));
    }

    HostRoutes routes() {
        return new HostRoutes(shop, own.url("/own"), collected);
    }

    /** The host asks for the pull, and has every row once. */
    void requirePull(CamelContext context) {
        assertThat(shop.statistics().requests())
                .as("requests before anybody asked")
                .isZero();

        RunResult result = Pulls.of(context).pull("orders");

        assertThat(result.error()).isNull();
        assertThat(result.result()).isEqualTo(Outcome.OK);
        assertThat(collected.ids()).containsExactlyElementsOf(shop.numbers(Resource.ORDERS));
    }

    /** Its HTTP client still keeps cookies, and still repeats a 503 by itself, which pulls never let it do. */
    void requireOwnCalls(CamelContext context) {
        assertThat(call(context)).isEqualTo(OK);
        assertThat(call(context)).isEqualTo(OK);
        assertThat(own.requests().get(1).headers().first("Cookie")).isEqualTo("host=1");

        assertThat(call(context)).as("after a 503").isEqualTo(OK);
        assertThat(own.requests()).hasSize(4);
    }

    private static int call(CamelContext context) {
        Exchange answer = context.createFluentProducerTemplate()
                .to("direct:own")
                .withProcessor(exchange -> {})
                .request(Exchange.class);
        return answer.getMessage().getHeader(Exchange.HTTP_RESPONSE_CODE, Integer.class);
    }

    @Override
    public void close() throws IOException {
        shop.close();
        own.close();
    }
}
