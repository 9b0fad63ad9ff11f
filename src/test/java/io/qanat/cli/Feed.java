package io.qanat.cli;

import static io.qanat.testserver.Behaviours.json;
import static io.qanat.testserver.Behaviours.status;

import io.qanat.testserver.Behaviour;
import io.qanat.testserver.FaultServer;
import io.qanat.testserver.Received;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * An API with a record an hour from 2026-01-01T00:00:00Z on, in pages of two by number, from {@code updated_since} to
 * {@code updated_until}, which can be told to fail at a page; and the route file for it.
 */
final class Feed implements AutoCloseable {
    private static final Instant FIRST = Instant.parse("2026-01-01T00:00:00Z");
    private static final int RECORDS = 6;
    private static final int PAGE = 2;

    private final FaultServer server;
    private volatile int failing;

    private Feed() throws IOException {
        server = FaultServer.choosing(this::answer);
    }

    static Feed open(Path folder) throws IOException {
        return open(folder, "");
    }

    /** Parameters are lines of YAML, such as {@code window: 1d}. */
    static Feed open(Path folder, String... parameters) throws IOException {
        Told.routes(folder, route(parameters));
        return new Feed();
    }

    static String route(String... parameters) {
        return """
                - templatedRoute:
                    routeTemplateRef: api
                    routeId: shop-api
                    parameters:
                      - { name: name, value: shop }
                      - { name: url, value: "{{shop.url}}" }
                      - { name: rateLimit, value: "off" }
                      - { name: maxAttempts, value: "1" }
                - route:
                    id: orders
                    from:
                      uri: kamelet:api-pull
                      parameters:
                        api: shop
                        path: /v1/orders
                        pagination: page
                        incrementalField: /at
                        incrementalParam: updated_since
                        incrementalUntilParam: updated_until
                """ + Stream.of(parameters).map(line -> "        " + line + "\n").collect(Collectors.joining()) + """
                      steps:
                        - to: { uri: "table:orders" }
                - route:
                    id: plain
                    from:
                      uri: kamelet:api-pull
                      parameters: { api: shop, path: /v1/plain, pagination: page }
                      steps:
                        - to: { uri: "table:plain" }
                """;
    }

    /** From now on that page is answered with status 500; 0 for none. */
    void failAt(int page) {
        failing = page;
    }

    int requests() {
        return server.requests().size();
    }

    /** Runs a command against it. */
    Told told(Path folder, String... args) {
        List<String> all = new ArrayList<>(Arrays.asList(args));
        all.addAll(List.of("-D", "shop.url=" + server.url()));
        return Told.by(folder, all.toArray(String[]::new));
    }

    private Behaviour answer(Received request) {
        int page = Integer.parseInt(parameter(request, "page", "1"));
        if (page == failing) {
            return status(500);
        }
        Instant since = Instant.parse(parameter(request, "updated_since", FIRST.toString()));
        Instant until = Instant.parse(parameter(request, "updated_until", "9999-01-01T00:00:00Z"));
        return json(IntStream.range(0, RECORDS)
                .filter(i -> !at(i).isBefore(since) && !at(i).isAfter(until))
                .skip((page - 1L) * PAGE)
                .limit(PAGE)
                .mapToObj(i -> "{\"id\":" + i + ",\"at\":\"" + at(i) + "\"}")
                .collect(Collectors.joining(",", "[", "]")));
    }

    private static Instant at(int i) {
        return FIRST.plusSeconds(i * 3600L);
    }

    private static String parameter(Received request, String name, String fallback) {
        String[] parts = request.target().split("\\?", 2);
        return Stream.of((parts.length > 1 ? parts[1] : "").split("&"))
                .map(pair -> pair.split("=", 2))
                .filter(pair -> pair[0].equals(name))
                .map(pair -> URLDecoder.decode(pair[1], StandardCharsets.UTF_8))
                .findFirst()
                .orElse(fallback);
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
