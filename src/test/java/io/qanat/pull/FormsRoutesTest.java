package io.qanat.pull;

import static io.qanat.testserver.Behaviours.answer;
import static io.qanat.testserver.Behaviours.encoded;
import static io.qanat.testserver.Behaviours.falselyDeclared;
import static io.qanat.testserver.Behaviours.noBody;
import static io.qanat.testserver.Behaviours.undeclared;
import static org.assertj.core.api.Assertions.assertThat;

import io.qanat.testserver.Behaviour;
import io.qanat.testserver.FaultServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every form of a body through the whole route: camel-http must not undo, or do again, what is done to it here. */
class FormsRoutesTest {
    private static final String BODY = "[{\"id\":1,\"name\":\"Zoë\"},{\"id\":2,\"name\":null}]";

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "deflate"})
    void packed_bodies_become_rows_whatever_the_header_says(String coding) throws Exception {
        assertThat(rows(encoded(coding, BODY))).isEqualTo(BODY);
        assertThat(rows(undeclared(coding, BODY))).isEqualTo(BODY);
        assertThat(rows(falselyDeclared(coding, BODY))).isEqualTo(BODY);
    }

    @Test
    void json_lines_become_rows() throws Exception {
        String lines = "{\"id\":1,\"name\":\"Zoë\"}\n\n{\"id\":2,\"name\":null}\n";
        assertThat(rows(answer(200, lines, "Content-Type: application/x-ndjson")))
                .isEqualTo(BODY);
        assertThat(rows(answer(200, lines))).isEqualTo(BODY);
    }

    @Test
    void csv_becomes_rows() throws Exception {
        assertThat(rows(answer(200, "id;name\r\n1;Zoë\r\n2;\r\n", "Content-Type: text/csv; charset=utf-8")))
                .isEqualTo(BODY.replaceAll("\"id\":(\\d)", "\"id\":\"$1\""));
    }

    @Test
    void xml_becomes_rows() throws Exception {
        String xml = "<o><i><id>1</id><name>Zoë</name></i><i><id>2</id><name/></i></o>";
        assertThat(rows(answer(200, xml, "Content-Type: text/xml"), "records=/o/i"))
                .isEqualTo(BODY.replaceAll("\"id\":(\\d)", "\"id\":\"$1\""));
    }

    @Test
    void no_content_is_no_row() throws Exception {
        assertThat(rows(noBody(204))).isEqualTo("[]");
    }

    @Test
    void what_cannot_be_read_is_asked_for_once() throws Exception {
        byte[] brotli = {0x0B, 0x02, (byte) 0x80, 0x5B, 0x5D, 0x03};
        refused(answer(200, brotli, "Content-Encoding: br"), "the body is packed: its Content-Encoding says br");
        refused(answer(200, "<!DOCTYPE a><a/>", "Content-Type: text/xml"), "it has a document type declaration");
        refused(answer(200, "[{\"id\":1,\"id\":2}]"), "the name \"id\" comes a second time");
        refused(answer(200, "[".repeat(100_000)), "the JSON is refused");
    }

    private static String rows(Behaviour behaviour, String... parameters) throws Exception {
        try (FaultServer server = FaultServer.start(behaviour);
                PullHarness pull = harness(server, parameters)) {
            RunResult result = pull.run();
            assertThat(result.error()).isNull();
            assertThat(server.requests()).hasSize(1);
            return pull.rows().toString().replace(", ", ",");
        }
    }

    private static void refused(Behaviour behaviour, String message) throws Exception {
        try (FaultServer server = FaultServer.start(behaviour);
                PullHarness pull = harness(server)) {
            assertThat(pull.run().error()).contains(message);
            assertThat(server.requests()).hasSize(1);
            assertThat(pull.rows()).isEmpty();
        }
    }

    private static PullHarness harness(FaultServer server, String... parameters) throws Exception {
        String[] all = new String[parameters.length + 2];
        System.arraycopy(parameters, 0, all, 2, parameters.length);
        all[0] = "path=/v1/orders";
        all[1] = "pagination=none";
        return PullHarness.start(RouteText.api(server.url()), RouteText.pull(all));
    }
}
