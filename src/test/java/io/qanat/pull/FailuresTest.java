package io.qanat.pull;

import static io.qanat.testserver.Behaviours.answer;
import static io.qanat.testserver.Behaviours.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetupTest;
import io.qanat.testserver.Behaviour;
import io.qanat.testserver.FaultServer;
import jakarta.mail.internet.MimeMessage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code onFailure}: one message for one failed run, to real endpoints. */
class FailuresTest {
    private static final String SECRET = "hunter2222";
    private static final Behaviour REFUSED = answer(401, "{\"message\":\"" + SECRET + " is not known\"}");

    private static PullHarness pulling(FaultServer server, String onFailure, String... others) throws Exception {
        return PullHarness.start(
                String.join("\n", others),
                RouteText.api(server.url(), "auth=bearer", "token=" + SECRET),
                RouteText.pull("path=/things", "pagination=none", "onFailure=" + onFailure));
    }

    private static List<Path> files(Path folder) throws Exception {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }

    @Test
    void a_failed_run_is_one_file(@TempDir Path folder) throws Exception {
        try (FaultServer server = FaultServer.start(REFUSED);
                PullHarness harness = pulling(server, "file:" + folder + "?fileName=${header.QanatPull}.txt")) {
            RunResult result = harness.run();
            assertThat(files(folder)).hasSize(1);
            assertThat(Files.readString(folder.resolve("orders.txt")))
                    .startsWith("Pull orders failed, nothing was published.\nshop: GET " + server.url("/things")
                            + ": status 401 (attempt 1 of 5): ")
                    .contains("check auth and its token, key or password")
                    .contains("Run " + result.run() + ": 0 pages, 0 rows, 1 requests, 0 retries in ")
                    .doesNotContain(SECRET);
        }
    }

    /** More than one option doesn't pass a Kamelet's parameter: then the endpoint stands in a route of its own. */
    private static String alarm(int port) {
        return """
                - route:
                    id: alarm
                    from:
                      uri: direct:alarm
                      steps:
                        - to:
                            uri: smtp://127.0.0.1:%d
                            parameters: { from: qanat@example.org, to: operator@example.org }
                """.formatted(port);
    }

    @Test
    void a_failed_run_is_one_mail() throws Exception {
        GreenMail mail = new GreenMail(ServerSetupTest.SMTP.dynamicPort());
        mail.start();
        try (FaultServer server = FaultServer.start(REFUSED);
                PullHarness harness =
                        pulling(server, "direct:alarm", alarm(mail.getSmtp().getPort()))) {
            harness.run();
            assertThat(mail.getReceivedMessages()).hasSize(1);
            MimeMessage message = mail.getReceivedMessages()[0];
            assertThat(message.getSubject()).isEqualTo("Pull orders failed");
            assertThat(message.getAllRecipients()[0]).hasToString("operator@example.org");
            assertThat(String.valueOf(message.getContent()))
                    .startsWith("Pull orders failed, nothing was published.")
                    .contains("status 401");
            assertThat(new String(message.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8))
                    .doesNotContain(SECRET);
        } finally {
            mail.stop();
        }
    }

    @Test
    void two_failed_runs_are_two_messages_and_a_good_one_is_none(@TempDir Path folder) throws Exception {
        try (FaultServer server = FaultServer.start(REFUSED, json("[]"), REFUSED);
                PullHarness harness = pulling(server, "file:" + folder + "?fileName=${header.QanatRun}.txt")) {
            harness.run();
            harness.run();
            harness.run();
            assertThat(files(folder)).hasSize(2);
        }
    }

    @Test
    void an_endpoint_that_fails_changes_nothing_of_the_result() throws Exception {
        try (FaultServer server = FaultServer.start(REFUSED);
                LogEvents log = LogEvents.of(Failures.class);
                PullHarness harness =
                        pulling(server, "smtp://127.0.0.1:" + FaultServer.refusedPort() + "?to=operator@example.org")) {
            assertThat(harness.run().error()).contains("status 401");
            assertThat(log.messages())
                    .singleElement()
                    .asString()
                    .startsWith("orders: onFailure could not be told: ")
                    .doesNotContain(SECRET);
        }
    }
}
