package io.qanat.embed;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

/** A folder as an integrator has it, with a shop's API and a pull of its orders into a table. */
final class ShopFolder {
    private static final String ROUTES = """
            - templatedRoute:
                routeTemplateRef: api
                routeId: shop-api
                parameters:
                  - { name: name, value: shop }
                  - { name: url, value: "{{shop.url}}" }
                  - { name: auth, value: bearer }
                  - { name: token, value: "{{shop.token:shop-token}}" }
                  - { name: rateLimit, value: "off" }
                  - { name: backoffBase, value: 10ms }
                  - { name: maxAttempts, value: "2" }
            - route:
                id: orders
                from:
                  uri: kamelet:api-pull
                  parameters:
                    api: shop
                    path: /v1/orders
                    pagination: cursor
                    pageSize: 200
                    every: "{{orders.every:1h}}"
                  steps:
                    - to:
                        uri: table:orders
            """;

    private ShopFolder() {}

    /** Writes routes and settings; the latter with more lines of a test's own. */
    static void write(Path folder, URI shop, String settings) throws IOException {
        Files.createDirectories(folder.resolve("routes"));
        Files.writeString(folder.resolve("routes/shop.camel.yaml"), ROUTES);
        Files.writeString(folder.resolve("application.properties"), "shop.url = " + shop + "\n" + settings + "\n");
    }
}
