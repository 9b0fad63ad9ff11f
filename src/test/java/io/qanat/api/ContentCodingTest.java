package io.qanat.api;

import static io.qanat.testserver.Behaviours.answer;
import static io.qanat.testserver.Behaviours.encoded;
import static io.qanat.testserver.Behaviours.falselyDeclared;
import static io.qanat.testserver.Behaviours.gzipBomb;
import static io.qanat.testserver.Behaviours.json;
import static io.qanat.testserver.Behaviours.undeclared;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdOutputStream;
import io.qanat.settings.Parameters;
import io.qanat.testserver.Behaviour;
import io.qanat.testserver.FaultServer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Packed bodies over a real connection, whatever their header says. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class ContentCodingTest {
    private static final String BODY = "{\"data\":[" + "{\"id\":1,\"name\":\"Zoë\"},".repeat(2_000) + "{}]}";
    private static final String SMALL = "{\"a\":1}";

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "deflate", "deflate-raw"})
    void a_packed_body_is_unpacked_declared_or_not(String coding) throws IOException {
        for (String body : List.of(BODY, SMALL, "[]", "")) {
            assertThat(got(encoded(coding, body))).isEqualTo(body);
        }
        if (!coding.equals("deflate-raw")) {
            assertThat(got(undeclared(coding, BODY))).isEqualTo(BODY);
            assertThat(got(undeclared(coding, SMALL))).isEqualTo(SMALL);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "x-gzip", "deflate", "zstd", "br", "GZIP", "deflate, gzip", "identity"})
    void a_body_that_is_declared_packed_and_is_not_stays_as_it_is(String coding) throws IOException {
        for (String body : List.of(BODY, SMALL, "[]", "", "x", "<a/>", "id;name\n1;x\n")) {
            assertThat(got(falselyDeclared(coding, body))).isEqualTo(body);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "deflate"})
    void one_coding_in_place_of_another_is_unpacked(String declared) throws IOException {
        String other = declared.equals("gzip") ? "deflate" : "gzip";
        assertThat(got(answer(200, packed(other, BODY.getBytes(UTF_8)), "Content-Encoding: " + declared)))
                .isEqualTo(BODY);
    }

    @Test
    void zstd_is_unpacked() throws IOException {
        byte[] zstd = Zstd.compress(BODY.getBytes(UTF_8));
        assertThat(got(answer(200, zstd, "Content-Encoding: zstd"))).isEqualTo(BODY);
        assertThat(got(answer(200, zstd))).isEqualTo(BODY);
    }

    @Test
    void what_is_packed_twice_is_unpacked_twice() throws IOException {
        byte[] file = packed("gzip", BODY.getBytes(UTF_8));
        assertThat(got(answer(200, packed("gzip", file), "Content-Encoding: gzip, gzip")))
                .isEqualTo(BODY);
        assertThat(got(answer(200, packed("deflate", file), "Content-Encoding: deflate")))
                .isEqualTo(BODY);
    }

    @Test
    void all_members_of_a_gzip_body_are_read() throws IOException {
        byte[] member = packed("gzip", BODY.getBytes(UTF_8));
        ByteArrayOutputStream three = new ByteArrayOutputStream();
        for (int i = 0; i < 3; i++) {
            three.write(member);
        }
        assertThat(got(answer(200, three.toByteArray()))).isEqualTo(BODY.repeat(3));
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "deflate", "deflate-raw", "zstd"})
    void a_packed_body_that_is_cut_is_a_passing_fault(String coding) throws IOException {
        byte[] whole = packed(coding, BODY.getBytes(UTF_8));
        String declared = "Content-Encoding: " + coding.replace("-raw", "");
        for (int left : new int[] {whole.length - 1, whole.length / 2, 20}) {
            refused(answer(200, Arrays.copyOf(whole, left), declared), true);
        }
    }

    @Test
    void what_follows_a_packed_body_is_not_left_out_in_silence() throws IOException {
        byte[] whole = packed("gzip", BODY.getBytes(UTF_8));
        byte[] more = Arrays.copyOf(whole, whole.length + 3);
        more[whole.length] = 'x';
        refused(answer(200, more, "Content-Encoding: gzip"), true);
        byte[] deflated = packed("deflate", BODY.getBytes(UTF_8));
        refused(answer(200, Arrays.copyOf(deflated, deflated.length + 200_000), "Content-Encoding: deflate"), true);
    }

    @Test
    void a_broken_body_is_a_passing_fault() throws IOException {
        byte[] whole = packed("gzip", BODY.getBytes(UTF_8));
        whole[whole.length / 2] ^= 0x55;
        refused(answer(200, whole, "Content-Encoding: gzip"), true);
    }

    @Test
    void bombs_are_refused_declared_or_not() throws IOException {
        byte[] zeros = new byte[8 << 20];
        tooLarge(gzipBomb(20));
        tooLarge(answer(200, packed("gzip", zeros)));
        tooLarge(answer(200, packed("deflate", zeros)));
        tooLarge(answer(200, packed("deflate-raw", zeros), "Content-Encoding: deflate"));
        tooLarge(answer(200, Zstd.compress(zeros)));
        tooLarge(answer(200, packed("gzip", packed("gzip", zeros))));
    }

    @Test
    void a_window_that_no_receiver_must_have_is_refused() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZstdOutputStream out = new ZstdOutputStream(bytes).setLong(27)) {
            out.write(BODY.getBytes(UTF_8));
        }
        refused(answer(200, bytes.toByteArray(), "Content-Encoding: zstd"), false);
    }

    @Test
    void a_coding_that_is_not_read_is_left_with_its_name() throws IOException {
        byte[] brotli = {0x0B, 0x02, (byte) 0x80, 0x5B, 0x5D, 0x03};
        try (FaultServer server = FaultServer.start(answer(200, brotli, "Content-Encoding: br"));
                CloseableHttpClient client = client("1MiB")) {
            String left = client.execute(new HttpGet(server.url("/")), ContentCodingTest::codingLeft);
            assertThat(left).isEqualTo("br");
        }
    }

    @Test
    void a_coding_that_is_gone_is_not_announced_any_more() throws IOException {
        try (FaultServer server = FaultServer.start(encoded("gzip", BODY), falselyDeclared("gzip", BODY));
                CloseableHttpClient client = client("1MiB")) {
            for (int i = 0; i < 2; i++) {
                String left = client.execute(new HttpGet(server.url("/")), ContentCodingTest::codingLeft);
                assertThat(left).isEmpty();
            }
            assertThat(server.requests().get(0).headers().first("Accept-Encoding"))
                    .isEqualTo("gzip, deflate");
        }
    }

    @Test
    void what_the_user_accepts_is_asked_for() throws IOException {
        try (FaultServer server = FaultServer.start(json(SMALL));
                CloseableHttpClient client = client("1MiB")) {
            HttpGet request = new HttpGet(server.url("/"));
            request.setHeader("Accept-Encoding", "identity");
            assertThat(client.execute(request, ContentCodingTest::text)).isEqualTo(SMALL);
            assertThat(server.requests().get(0).headers().first("Accept-Encoding"))
                    .isEqualTo("identity");
        }
    }

    @Test
    void a_connection_is_used_again_after_a_packed_body() throws IOException {
        try (FaultServer server = FaultServer.start(encoded("gzip", BODY), encoded("deflate", BODY), json(SMALL));
                CloseableHttpClient client = client("1MiB")) {
            for (int i = 0; i < 3; i++) {
                String text = client.execute(new HttpGet(server.url("/")), ContentCodingTest::text);
                assertThat(text).isEqualTo(i < 2 ? BODY : SMALL);
            }
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @Property(tries = 500)
    void any_bytes_come_back_from_each_coding(@ForAll @Size(max = 300) byte[] bytes) throws IOException {
        byte[] plain = ("[" + Arrays.toString(bytes)).getBytes(UTF_8);
        for (String coding : List.of("gzip", "deflate", "deflate-raw", "zstd")) {
            try (InputStream unpacked = ContentCoding.unpacked(
                    new ByteArrayInputStream(packed(coding, plain)), coding.replace("-raw", ""))) {
                assertThat(unpacked.readAllBytes()).isEqualTo(plain);
            }
        }
        try (InputStream same = ContentCoding.unpacked(new ByteArrayInputStream(plain), "deflate")) {
            assertThat(same.readAllBytes()).isEqualTo(plain);
        }
    }

    @Example
    void nothing_is_nothing() throws IOException {
        try (InputStream unpacked = ContentCoding.unpacked(new ByteArrayInputStream(new byte[0]), "gzip")) {
            assertThat(unpacked.readAllBytes()).isEmpty();
        }
    }

    private static String got(Behaviour behaviour) throws IOException {
        try (FaultServer server = FaultServer.start(behaviour);
                CloseableHttpClient client = client("1MiB")) {
            return client.execute(new HttpGet(server.url("/")), ContentCodingTest::text);
        }
    }

    private static void refused(Behaviour behaviour, boolean passing) {
        assertThatThrownBy(() -> got(behaviour))
                .isInstanceOf(IOException.class)
                .satisfies(e -> assertThat(Fault.of(e).passing()).isEqualTo(passing));
    }

    private static void tooLarge(Behaviour behaviour) {
        assertThatThrownBy(() -> got(behaviour)).isInstanceOf(BodyTooLargeException.class);
    }

    private static String text(ClassicHttpResponse response) throws IOException {
        try (InputStream content = response.getEntity().getContent()) {
            byte[] bytes = content.readAllBytes();
            Header length = response.getFirstHeader("Content-Length");
            assertThat(length.getValue()).isEqualTo(String.valueOf(bytes.length));
            return new String(bytes, UTF_8);
        }
    }

    private static String codingLeft(ClassicHttpResponse response) {
        Header coding = response.getFirstHeader("Content-Encoding");
        return coding == null ? "" : coding.getValue();
    }

    private static CloseableHttpClient client(String limit) {
        Map<String, String> values =
                new HashMap<>(Map.of("name", "shop", "url", "http://localhost", "maxResponseSize", limit));
        HttpClientBuilder builder = HttpClientBuilder.create();
        new PoliteClient(ApiSettings.of(new Parameters("api shop", values))).configureHttpClient(builder);
        return builder.build();
    }

    private static byte[] packed(String coding, byte[] plain) throws IOException {
        if (coding.equals("zstd")) {
            return Zstd.compress(plain);
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (var out =
                switch (coding) {
                    case "gzip" -> new GZIPOutputStream(bytes);
                    case "deflate" -> new DeflaterOutputStream(bytes);
                    default -> new DeflaterOutputStream(bytes, new Deflater(Deflater.DEFAULT_COMPRESSION, true));
                }) {
            out.write(plain);
        }
        return bytes.toByteArray();
    }
}
