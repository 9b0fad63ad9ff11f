package io.qanat.pull;

import java.net.URI;
import java.util.Arrays;
import java.util.stream.Collectors;

/** Writes routes as an integrator does, for tests: parameters are given as {@code name=value}. */
final class RouteText {
    /** The usual last step: the page goes to the sink in memory. */
    static final String COLLECT = "- process: { ref: collect }";

    private RouteText() {}

    /** An API of the name shop, without a rate limit unless one is given. */
    static String api(URI url, String... parameters) {
        return api("shop", url, parameters);
    }

    static String api(String name, URI url, String... parameters) {
        boolean rate = Arrays.stream(parameters).anyMatch(parameter -> parameter.startsWith("rateLimit="));
        return """
                - templatedRoute:
                    routeTemplateRef: api
                    routeId: %s-api
                    parameters:
                      - { name: name, value: %s }
                      - { name: url, value: "%s" }
                %s%s
                """.formatted(
                        name,
                        name,
                        url,
                        rate ? "" : "      - { name: rateLimit, value: \"off\" }\n",
                        Arrays.stream(parameters).map(RouteText::element).collect(Collectors.joining("\n")));
    }

    private static String element(String parameter) {
        int equals = parameter.indexOf('=');
        return "      - { name: " + parameter.substring(0, equals) + ", value: "
                + quoted(parameter.substring(equals + 1)) + " }";
    }

    /** The pull orders of the API shop, whose pages go to the sink in memory. */
    static String pull(String... parameters) {
        return pullWith(COLLECT, parameters);
    }

    /** The pull orders with steps of its own. */
    static String pullWith(String steps, String... parameters) {
        return route("orders", "", steps, parameters);
    }

    /**
     * A pull in all its parts.
     *
     * @param extras what stands in the route besides its source, such as an error handler
     */
    static String route(String id, String extras, String steps, String... parameters) {
        boolean api = Arrays.stream(parameters).anyMatch(parameter -> parameter.startsWith("api="));
        return """
                - route:
                    id: %s
                %s    from:
                      uri: kamelet:api-pull
                      parameters:
                %s%s
                      steps:
                %s
                """.formatted(
                        id,
                        extras.isEmpty() ? "" : extras.indent(4),
                        api ? "" : "        api: shop\n",
                        Arrays.stream(parameters).map(RouteText::member).collect(Collectors.joining("\n")),
                        steps.indent(8));
    }

    private static String member(String parameter) {
        int equals = parameter.indexOf('=');
        return "        " + parameter.substring(0, equals) + ": " + quoted(parameter.substring(equals + 1));
    }

    private static String quoted(String value) {
        return "'" + value.replace("'", "''") + "'";
    }
}
