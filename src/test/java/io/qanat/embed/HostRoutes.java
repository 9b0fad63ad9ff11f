package io.qanat.embed;

import io.qanat.demo.Shop;
import java.net.URI;
import org.apache.camel.builder.RouteBuilder;

/** What a host has: a shop's API, a pull of it into a step, and a call of its own that has nothing to do with either. */
final class HostRoutes extends RouteBuilder {
    private final URI shop;
    private final URI own;
    private final Collected collected;

    HostRoutes(Shop shop, URI own, Collected collected) {
        this.shop = shop.url();
        this.own = own;
        this.collected = collected;
    }

    @Override
    public void configure() {
        templatedRoute("api")
                .routeId("shop-api")
                .parameter("name", "shop")
                .parameter("url", shop.toString())
                .parameter("auth", "bearer")
                .parameter("token", "shop-token")
                .parameter("rateLimit", "off");
        from("kamelet:api-pull?api=shop&path=/v1/orders&pagination=cursor&pageSize=200")
                .routeId("orders")
                .process(collected);
        from("direct:own").routeId("own").to(own + "?throwExceptionOnFailure=false");
    }

    /** The shop's part of it as a file that an integrator would write, with the step under the name {@code collected}. */
    static String yaml(Shop shop) {
        return """
                - templatedRoute:
                    routeTemplateRef: api
                    routeId: shop-api
                    parameters:
                      - { name: name, value: shop }
                      - { name: url, value: "%s" }
                      - { name: auth, value: bearer }
                      - { name: token, value: shop-token }
                      - { name: rateLimit, value: "off" }
                - route:
                    id: orders
                    from:
                      uri: kamelet:api-pull
                      parameters:
                        api: shop
                        path: /v1/orders
                        pagination: cursor
                        pageSize: 200
                      steps:
                        - process:
                            ref: "#collected"
                """.formatted(shop.url());
    }
}
