package io.qanat.embed;

import io.qanat.pull.Pulls;
import io.qanat.pull.RunResult;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.main.Main;

/** An application of somebody else's, in one class: pulls the shop's orders into a table, and prints how that went. */
final class BareHost {
    private BareHost() {}

    /**
     * The program.
     *
     * @param args the shop's URL and the folder of the tables
     */
    public static void main(String[] args) throws Exception {
        Main main = new Main();
        main.addInitialProperty("qanat.data", args[1]);
        main.configure().addRoutesBuilder(new Routes(args[0]));
        main.start();
        RunResult result = Pulls.of(main.getCamelContext()).pull("orders");
        System.out.println(result.result().text() + " " + result.rows() + " rows in "
                + result.files().size() + " files " + result.error());
        main.stop();
    }

    private static final class Routes extends RouteBuilder {
        private final String shop;

        Routes(String shop) {
            this.shop = shop;
        }

        @Override
        public void configure() {
            templatedRoute("api")
                    .routeId("shop-api")
                    .parameter("name", "shop")
                    .parameter("url", shop)
                    .parameter("auth", "bearer")
                    .parameter("token", "shop-token")
                    .parameter("rateLimit", "off");
            from("kamelet:api-pull?api=shop&path=/v1/orders&pagination=cursor&pageSize=200")
                    .routeId("orders")
                    .to("table:orders");
        }
    }
}
