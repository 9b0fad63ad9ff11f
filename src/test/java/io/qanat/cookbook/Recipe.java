package io.qanat.cookbook;

import io.qanat.settings.NameValue;
import io.qanat.testing.Answers;
import io.qanat.testing.Reply;
import io.qanat.testing.RouteTest;
import io.qanat.testing.RouteTestSetup;
import io.qanat.testing.SentRequest;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A file of the cookbook, and what the servers of its tests have in common. */
final class Recipe {
    static final Path FOLDER = Path.of("docs/cookbook");

    /** The secrets that the files ask for. */
    static final Map<String, String> PROPERTIES = Map.of(
            "github.token", "gh-token",
            "stripe.key", "rk_test",
            "slack.token", "xoxb-token",
            "graph.tenant", "acme",
            "graph.client.id", "reports",
            "graph.client.secret", "graph-secret",
            "elastic.key", "elastic-key",
            "articles.token", "articles-token",
            "shopify.token", "shopify-token",
            "erp.username", "reports");

    private Recipe() {}

    static RouteTest start(String file, Answers answers) throws Exception {
        RouteTestSetup setup = RouteTest.of(FOLDER.resolve(file).toString());
        PROPERTIES.forEach(setup::property);
        return setup.property("erp.password", "erp-password").answers(answers).start();
    }

    static RouteTest start(String file, Function<SentRequest, Reply> api) throws Exception {
        return start(file, Answers.by(api));
    }

    /** What is wrong with a request, as the real API would see it; null if nothing is. */
    static @Nullable String wrong(SentRequest request, String line, List<String> allowed) {
        if (!(request.method() + " " + request.path()).equals(line)) {
            return "no such endpoint: " + request.line();
        }
        for (NameValue parameter : request.parameters()) {
            if (!allowed.contains(parameter.name())) {
                return "unknown parameter: " + parameter.name();
            }
        }
        long names =
                request.parameters().stream().map(NameValue::name).distinct().count();
        return names < request.parameters().size() ? "a parameter comes twice: " + request.query() : null;
    }

    /** The number that a parameter holds; what is behind if it isn't there. */
    static int number(SentRequest request, String parameter, int otherwise) {
        String value = request.parameter(parameter);
        return value == null ? otherwise : Integer.parseInt(value);
    }

    /** A JSON array of the objects of these numbers, the last one excluded. */
    static String array(int from, int to, IntFunction<String> object) {
        return IntStream.range(from, to).mapToObj(object).collect(Collectors.joining(",", "[", "]"));
    }
}
