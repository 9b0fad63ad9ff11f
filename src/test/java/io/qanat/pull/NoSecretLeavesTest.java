package io.qanat.pull;

import static io.qanat.testserver.Behaviours.answer;
import static io.qanat.testserver.Behaviours.json;
import static io.qanat.testserver.Behaviours.redirect;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.Context;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.databind.node.TextNode;
import io.qanat.disk.Disk;
import io.qanat.journal.Journal;
import io.qanat.journal.JournalLimits;
import io.qanat.journal.SecretMarks;
import io.qanat.page.Answer;
import io.qanat.testserver.Behaviour;
import io.qanat.testserver.FaultServer;
import io.qanat.testserver.Received;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.stream.Stream;
import net.logstash.logback.encoder.LogstashEncoder;
import org.apache.camel.health.HealthCheckHelper;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.support.EventNotifierSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every kind of credentials, with an API that gives back all it was sent: what leaves the program is searched for every secret
 * in every form (requirement C6).
 */
class NoSecretLeavesTest {
    /** Characters that each encoding writes in its own way. */
    private static final String SECRET = "s3cr&t/v+lue=\u00e9 hunter";

    private static final String HEADER_SECRET = "s3cr/t+value=hunter";
    private static final String ISSUED = "issued-tok3n-4711";
    private static final List<String> LOGGERS = List.of("io.qanat", "io.qanat.pull", "io.qanat.calls");

    @TempDir
    Path folder;

    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final List<String> told = new CopyOnWriteArrayList<>();
    private final List<Level> levels = new ArrayList<>();

    @BeforeEach
    void listen() {
        log.list = new CopyOnWriteArrayList<>();
        log.start();
        LOGGERS.forEach(name -> {
            levels.add(logger(name).getLevel());
            logger(name).setLevel(Level.DEBUG);
        });
        logger("io.qanat").addAppender(log);
        logger("io.qanat").setAdditive(false);
    }

    @AfterEach
    void leave() {
        logger("io.qanat").detachAppender(log);
        logger("io.qanat").setAdditive(true);
        for (int i = 0; i < LOGGERS.size(); i++) {
            logger(LOGGERS.get(i)).setLevel(levels.get(i));
        }
    }

    private static Logger logger(String name) {
        return (Logger) org.slf4j.LoggerFactory.getLogger(name);
    }

    static Stream<Arguments> credentials() {
        return Stream.of(
                Arguments.of("bearer", List.of("auth=bearer", "token=" + HEADER_SECRET)),
                Arguments.of("basic", List.of("auth=basic", "username=me", "password=" + SECRET)),
                Arguments.of("key in a header", List.of("auth=apiKey", "apiKey=" + HEADER_SECRET)),
                Arguments.of(
                        "key in the query",
                        List.of("auth=apiKey", "apiKey=" + SECRET, "apiKeyIn=query", "apiKeyName=code")),
                Arguments.of(
                        "key in a cookie",
                        List.of("auth=apiKey", "apiKey=s3cretCookie99", "apiKeyIn=cookie", "apiKeyName=sess")),
                Arguments.of(
                        "oauth2 by basic",
                        List.of("auth=oauth2", "tokenUrl=URL/token", "clientId=me", "clientSecret=" + SECRET)),
                Arguments.of(
                        "oauth2 by body",
                        List.of(
                                "auth=oauth2",
                                "tokenUrl=URL/token",
                                "clientId=me",
                                "clientSecret=" + SECRET,
                                "clientAuth=body")),
                Arguments.of(
                        "login",
                        List.of(
                                "auth=login",
                                "loginUrl=URL/token",
                                "loginBody={\"user\":\"me\",\"password\":\"" + HEADER_SECRET + "\"}",
                                "tokenFrom=/access_token")));
    }

    /** Issues tokens, and gives everything else to the script. */
    private static FaultServer server(Function<Received, Behaviour> script) throws Exception {
        return FaultServer.choosing(request -> request.path().equals("/token")
                ? json("{\"access_token\":\"" + ISSUED + "\",\"token_type\":\"Bearer\",\"expires_in\":3600}")
                : script.apply(request));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("credentials")
    void of_a_run_that_ends_well(String name, List<String> parameters) throws Exception {
        try (FaultServer server = server(request -> request.target().contains("next_token=")
                ? json("{\"data\":[{\"id\":2}]}")
                : json("{\"data\":[{\"id\":1}],\"next\":\""
                        + request.target().replace("/things?", "/things?next_token=abc7&") + "\"}"))) {
            RunResult result = pull(server, parameters);
            assertThat(result.error()).isNull();
            assertThat(result.rows()).isEqualTo(2);
            assertNoSecret();
            assertThat(everything())
                    .contains("next_token=abc7")
                    .contains("cursor=c1")
                    .contains("continue=k1");
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("credentials")
    void of_a_run_that_the_api_refuses_with_all_it_was_sent(String name, List<String> parameters) throws Exception {
        for (int status : List.of(400, 401, 403, 500)) {
            try (FaultServer server = server(request -> answer(status, echo(request)))) {
                assertThat(pull(server, parameters).error()).contains("status " + status);
            }
        }
        try (FaultServer server = server(request -> answer(200, echo(request), "Content-Type: text/html"))) {
            assertThat(pull(server, parameters).error()).isNotNull();
        }
        assertNoSecret();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("credentials")
    void of_a_run_that_is_sent_elsewhere_or_breaks(String name, List<String> parameters) throws Exception {
        try (FaultServer server = server(request -> redirect(302, "http://elsewhere.invalid" + request.target()))) {
            assertThat(pull(server, parameters).error()).isNotNull();
        }
        try (FaultServer server = server(request -> (wire, received) -> wire.reset())) {
            assertThat(pull(server, parameters).error()).isNotNull();
        }
        assertNoSecret();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("credentials")
    void of_a_token_that_is_refused(String name, List<String> parameters) throws Exception {
        try (FaultServer server = FaultServer.choosing(request -> answer(401, echo(request)))) {
            assertThat(pull(server, parameters).error()).isNotNull();
        }
        assertNoSecret();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("credentials")
    void of_pages_that_are_kept_and_gone_on_with(String name, List<String> parameters) throws Exception {
        try (FaultServer server = server(request -> request.target().contains("next_token=")
                ? answer(404, echo(request))
                : json("{\"data\":[{\"id\":1}],\"echo\":" + TextNode.valueOf(echo(request)) + ",\"next\":\""
                        + request.target().replace("/things?", "/things?next_token=abc7&") + "\"}"))) {
            assertThat(pull(server, parameters).error()).contains("status 404");
            RunResult resumed = pull(server, parameters);
            assertThat(resumed.resumed()).isTrue();
            assertThat(resumed.error()).containsAnyOf("status 404", "the next run begins afresh"); // issued tokens pass
            told.add(keptPages());
            assertNoSecret();
            assertThat(everything()).contains("next_token=abc7").contains("GET /things");
        }
    }

    /** The pages in the journal, as they are stored. */
    private String keptPages() throws Exception {
        try (Stream<Path> files = Files.list(folder.resolve("state/orders"))) {
            Path file = files.filter(path -> path.toString().endsWith(".journal"))
                    .findFirst()
                    .orElseThrow();
            try (Journal journal = Journal.open(file, JournalLimits.NONE, SecretMarks.NONE, Disk.LOCAL)) {
                Answer answer = journal.answer("", 1);
                return journal.header() + " " + answer.url() + " " + answer.headers() + " "
                        + new String(answer.body(), StandardCharsets.UTF_8);
            }
        }
    }

    /** All that came, in a body that looks like an error's. */
    private static String echo(Received request) {
        return request.method() + " " + request.target() + "\n"
                + request.headers().fields() + "\n" + request.text();
    }

    private RunResult pull(FaultServer server, List<String> parameters) throws Exception {
        String[] api = Stream.concat(Stream.of("maxAttempts=2"), parameters.stream())
                .map(parameter -> parameter.replace("URL/", server.url() + "/"))
                .toArray(String[]::new);
        try (PullHarness harness = PullHarness.prepared(
                this::prepare,
                RouteText.api(server.url(), api),
                RouteText.pullWith(
                        "- to: table:orders",
                        "path=/things",
                        "query=cursor=c1; continue=k1",
                        "pagination=next",
                        "onFailure=direct:told"),
                """
                - route:
                    id: told
                    from:
                      uri: direct:told
                      steps:
                        - process: { ref: told }
                """)) {
            RunResult result = harness.run();
            told.add(result.toString());
            HealthCheckHelper.invoke(harness.context)
                    .forEach(check -> told.add(check.getMessage() + " " + check.getDetails()));
            return result;
        }
    }

    private void prepare(PullHarness harness) {
        harness.property("qanat.data", folder.resolve("data").toString());
        harness.property("qanat.state", folder.resolve("state").toString());
        harness.step(
                "told",
                exchange -> told.add(exchange.getMessage().getHeaders() + " "
                        + exchange.getMessage().getBody(String.class)));
        harness.context.getManagementStrategy().addEventNotifier(new EventNotifierSupport() {
            @Override
            public void notify(CamelEvent event) {
                if (event instanceof CamelEvent.ExchangeFailedEvent failed) {
                    StringWriter text = new StringWriter();
                    failed.getExchange().getException().printStackTrace(new PrintWriter(text, true));
                    told.add(text.toString());
                }
            }
        });
    }

    private String everything() throws Exception {
        LogstashEncoder json = new LogstashEncoder();
        json.setContext((Context) org.slf4j.LoggerFactory.getILoggerFactory());
        json.start();
        StringBuilder all = new StringBuilder(String.join("\n", told));
        for (ILoggingEvent event : log.list) {
            all.append('\n').append(event.getFormattedMessage()).append(event.getKeyValuePairs());
            all.append('\n').append(new String(json.encode(event), StandardCharsets.UTF_8));
            if (event.getThrowableProxy() != null) {
                all.append(ThrowableProxyUtil.asString(event.getThrowableProxy()));
            }
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                all.append('\n').append(file).append(Files.readString(file, StandardCharsets.ISO_8859_1));
            }
        }
        return all.toString();
    }

    private void assertNoSecret() throws Exception {
        String all = everything();
        assertThat(all).contains("orders");
        for (String secret : List.of(SECRET, HEADER_SECRET, "s3cretCookie99", ISSUED)) {
            forms(secret).forEach(form -> assertThat(all).doesNotContain(form));
        }
        forms("me:" + SECRET).forEach(form -> assertThat(all).doesNotContain(form));
        assertThat(all).doesNotContain("hunter");
    }

    private static Stream<String> forms(String secret) {
        byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
        String form = URLEncoder.encode(secret, StandardCharsets.UTF_8);
        String base64 = Base64.getEncoder().encodeToString(bytes);
        return Stream.of(
                secret,
                form,
                form.replace("+", "%20"),
                base64,
                base64.replace("=", ""),
                Base64.getUrlEncoder().encodeToString(bytes),
                URLEncoder.encode(base64, StandardCharsets.UTF_8));
    }
}
