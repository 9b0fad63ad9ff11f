package io.qanat.pull;

import static io.qanat.testserver.Behaviours.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.qanat.api.Apis;
import io.qanat.testserver.FaultServer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code file:NAME} is looked up beside the route file that holds it. */
class RouteFolderTest {
    @Test
    void a_login_body_is_read_beside_its_route_file(@TempDir Path folder) throws Exception {
        try (FaultServer server = FaultServer.start(json("{\"token\":\"abc12345\"}"), json("[{\"id\":1}]"))) {
            Files.writeString(folder.resolve("login.json"), "{\"user\":\"me\"}");
            Path routes = Files.writeString(
                    folder.resolve("shop.camel.yaml"),
                    RouteText.api(
                                    server.url(),
                                    "auth=login",
                                    "loginUrl=" + server.url("/login"),
                                    "loginBody=file:login.json")
                            + RouteText.pull("path=/things", "pagination=none"));
            try (PullHarness pull = PullHarness.prepared(harness -> harness.addFile(routes))) {
                assertThat(pull.run().error()).isNull();
                assertThat(server.requests().get(0).text()).isEqualTo("{\"user\":\"me\"}");
                assertThat(Apis.of(pull.context).folders().ofPull("orders")).isEqualTo(folder);
            }
        }
    }

    @Test
    void routes_from_no_file_have_no_folder() throws Exception {
        try (FaultServer server = FaultServer.start(json("[]"));
                PullHarness pull = PullHarness.start(RouteText.api(server.url()), RouteText.pull("path=/things"))) {
            assertThat(Apis.of(pull.context).folders().ofPull("orders")).isNull();
            assertThat(Apis.of(pull.context).folders().ofApi("shop")).isNull();
        }
    }
}
