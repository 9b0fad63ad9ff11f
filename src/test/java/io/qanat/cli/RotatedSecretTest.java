package io.qanat.cli;

import static io.qanat.testserver.Behaviours.json;
import static io.qanat.testserver.Behaviours.status;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.qanat.pull.Run;
import io.qanat.pull.RunListener;
import io.qanat.pull.RunResult;
import io.qanat.pull.RunResult.Outcome;
import io.qanat.testserver.Behaviour;
import io.qanat.testserver.FaultServer;
import io.qanat.testserver.Received;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** A secret that is rotated while the program runs (requirement S4), at a server that takes the newest one alone. */
class RotatedSecretTest {
    private static final String OLD = "first-key-of-all";
    private static final String NEW = "second-key-of-all";

    @TempDir
    Path folder;

    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private volatile String accepted = OLD;
    private FaultServer server;

    @BeforeEach
    void open() throws IOException {
        server = FaultServer.choosing(this::answer);
        log.list = new CopyOnWriteArrayList<>();
        log.start();
        logger().setLevel(Level.INFO);
        logger().setAdditive(false);
        logger().addAppender(log);
    }

    @AfterEach
    void close() throws IOException {
        logger().detachAppender(log);
        logger().setAdditive(true);
        logger().setLevel(null);
        server.close();
        assertThat(log.list.stream().map(ILoggingEvent::getFormattedMessage))
                .noneMatch(line -> line.contains(OLD) || line.contains(NEW));
    }

    private static Logger logger() {
        return (Logger) LoggerFactory.getLogger("io.qanat.api");
    }

    private Behaviour answer(Received request) {
        if (request.path().equals("/token")) {
            return request.text().contains("client_secret=" + accepted)
                    ? json("{\"access_token\":\"t-" + accepted + "\",\"expires_in\":3600}")
                    : status(401);
        }
        String given = String.valueOf(request.headers().first("Authorization"));
        boolean known = given.equals("Bearer " + accepted) || given.equals("Bearer t-" + accepted);
        return known ? json("[{\"id\":1}]") : status(401);
    }

    private App start(String credentials) throws Exception {
        Told.routes(folder, """
                - templatedRoute:
                    routeTemplateRef: api
                    routeId: shop-api
                    parameters:
                      - { name: name, value: shop }
                      - { name: url, value: "%s" }
                      - { name: rateLimit, value: "off" }
                      - %s
                - route:
                    id: orders
                    from:
                      uri: kamelet:api-pull
                      parameters: { api: shop, path: /orders, pagination: none }
                      steps:
                        - to: { uri: "table:orders" }
                """.formatted(server.url(), credentials));
        return App.startByHand(CommonOptions.in(folder));
    }

    private App startWithBearer() throws Exception {
        return start("""
                { name: auth, value: bearer }
                      - { name: token, value: "{{shop.token}}" }""");
    }

    private void env(String text) throws IOException {
        Files.writeString(folder.resolve(".env"), text);
    }

    private static RunResult pull(App app) {
        return app.pulls().pull("orders");
    }

    @Test
    void a_key_that_was_rotated_is_used_by_the_next_run_without_a_restart() throws Exception {
        env("SHOP_TOKEN=" + OLD + "\n");
        try (App app = startWithBearer()) {
            assertThat(pull(app).result()).isEqualTo(Outcome.OK);
            accepted = NEW;
            env("SHOP_TOKEN=" + NEW + "\n");
            assertThat(pull(app).result()).isEqualTo(Outcome.OK);
        }
        assertThat(server.requests()).hasSize(2);
        assertThat(log.list.stream().map(ILoggingEvent::getFormattedMessage))
                .contains("shop: its credentials have changed; the new ones are used from now on");
    }

    @Test
    void the_properties_file_is_read_again_too() throws Exception {
        Path file = folder.resolve("application.properties");
        Files.writeString(file, "shop.token = " + OLD + "\n");
        try (App app = startWithBearer()) {
            accepted = NEW;
            Files.writeString(file, "shop.token = " + NEW + "\n");
            assertThat(pull(app).result()).isEqualTo(Outcome.OK);
        }
    }

    @Test
    void a_401_has_the_key_read_again_within_the_run() throws Exception {
        env("SHOP_TOKEN=" + OLD + "\n");
        try (App app = startWithBearer()) {
            app.pulls().listen(new RunListener() {
                @Override
                public void begun(Run run) {
                    accepted = NEW;
                    write("SHOP_TOKEN=" + NEW + "\n");
                }
            });
            RunResult result = pull(app);
            assertThat(result.result()).as(result.error()).isEqualTo(Outcome.OK);
            assertThat(result.requests()).isEqualTo(2);
        }
    }

    private void write(String text) {
        try {
            env(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void a_token_that_is_not_rotated_in_time_fails_and_shows_neither_value() throws Exception {
        env("SHOP_TOKEN=" + OLD + "\n");
        try (App app = startWithBearer()) {
            assertThat(pull(app).result()).isEqualTo(Outcome.OK);
            accepted = NEW;
            RunResult result = pull(app);
            assertThat(result.result()).isEqualTo(Outcome.FAILED);
            assertThat(result.error()).contains("401").doesNotContain(OLD, NEW);
            assertThat(result.requests()).isEqualTo(1);
        }
    }

    @Test
    void a_client_secret_that_was_rotated_gets_a_new_token() throws Exception {
        env("SHOP_SECRET=" + OLD + "\n");
        try (App app = start("""
                { name: auth, value: oauth2 }
                      - { name: tokenUrl, value: "%s/token" }
                      - { name: clientId, value: me }
                      - { name: clientAuth, value: body }
                      - { name: clientSecret, value: "{{shop.secret}}" }""".formatted(server.url()))) {
            assertThat(pull(app).result()).isEqualTo(Outcome.OK);
            accepted = NEW;
            env("SHOP_SECRET=" + NEW + "\n");
            RunResult result = pull(app);
            assertThat(result.result()).as(result.error()).isEqualTo(Outcome.OK);
        }
    }

    @Test
    void a_new_value_that_is_none_fails_the_run_before_any_request() throws Exception {
        env("SHOP_TOKEN=" + OLD + "\n");
        try (App app = startWithBearer()) {
            env("SHOP_TOKEN=\n");
            RunResult result = pull(app);
            assertThat(result.result()).isEqualTo(Outcome.FAILED);
            assertThat(result.error()).isEqualTo("api shop: token: is required");
            env("SHOP_OTHER=x\n");
            assertThat(pull(app).error())
                    .startsWith("api shop: token: can't be read now: ")
                    .contains("shop.token")
                    .doesNotContain(OLD);
            env("export SHOP_TOKEN=" + NEW + "\n");
            assertThat(pull(app).error()).contains(".env").contains("line 1 must be NAME=value");
            assertThat(server.requests()).isEmpty();
            env("SHOP_TOKEN=" + OLD + "\n");
            assertThat(pull(app).result()).isEqualTo(Outcome.OK);
        }
    }

    @Test
    void a_secret_within_another_text_rotates_as_well() throws Exception {
        env("SHOP_TOKEN=" + OLD + "\n");
        try (App app = start("{ name: headers, value: \"Authorization=Bearer {{shop.token}}\" }")) {
            assertThat(pull(app).result()).isEqualTo(Outcome.OK);
            accepted = NEW;
            env("SHOP_TOKEN=" + NEW + "\n");
            assertThat(List.of(pull(app).result())).containsExactly(Outcome.OK);
        }
    }
}
