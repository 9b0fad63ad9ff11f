package io.qanat.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qanat.api.Secret;
import io.qanat.disk.Disk;
import io.qanat.pull.NotPreparedException;
import io.qanat.table.s3.Bucket;
import io.qanat.table.s3.S3Clients;
import io.qanat.table.s3.S3Settings;
import io.qanat.testserver.S3Server;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.s3.S3Client;

/** A table in a bucket as routes and later processes find it: by the settings, by a bean, by its address. */
class BucketRouteTest {
    @TempDir
    Path folder;

    private static S3Server server;
    private static S3Client client;

    private DefaultCamelContext camel;

    @BeforeAll
    static void begin() {
        server = S3Server.strict();
        server.createBucket("lake");
        client = S3Clients.open(new S3Settings(
                URI.create(server.strictUrl()), null, true, S3Server.ACCESS_KEY, new Secret(S3Server.SECRET_KEY)));
    }

    @AfterAll
    static void end() {
        client.close();
        server.close();
    }

    @BeforeEach
    void start() {
        camel = new DefaultCamelContext();
        camel.disableJMX();
    }

    @AfterEach
    void stop() throws Exception {
        camel.close();
    }

    private void set(String name, String value) {
        camel.getPropertiesComponent().addInitialProperty(name, value);
    }

    private void settings(String secret) {
        set("qanat.data", folder.toString());
        set("qanat.s3.endpoint", server.strictUrl());
        set("qanat.s3.accessKey", S3Server.ACCESS_KEY);
        set("qanat.s3.secretKey", secret);
    }

    private void send(String uri) {
        camel.start();
        camel.createProducerTemplate().sendBody(uri, "[{\"id\":1}]");
    }

    private List<String> keys(String prefix) throws Exception {
        return new Bucket(client, "lake")
                .list(prefix).stream().map(Bucket.Listed::key).toList();
    }

    @Test
    void a_route_needs_the_settings_alone() throws Exception {
        settings(S3Server.SECRET_KEY);
        send("table:t?directory=s3://lake/a");
        assertThat(keys("a/")).hasSize(2).contains("a/t/_manifest.json");
    }

    @Test
    void the_data_folder_may_be_a_bucket() throws Exception {
        settings(S3Server.SECRET_KEY);
        set("qanat.data", "s3://lake/b");
        send("table:t");
        assertThat(keys("b/")).hasSize(2).contains("b/t/_manifest.json");
    }

    @Test
    void a_client_among_the_beans_wins_and_stays_open() throws Exception {
        settings("wrong");
        camel.getRegistry().bind("store", client);
        send("table:t?directory=s3://lake/c");
        camel.stop();
        assertThat(keys("c/")).hasSize(2);
    }

    @Test
    void another_process_publishes_by_the_address() throws Exception {
        settings(S3Server.SECRET_KEY);
        TableSettings settings = TableSettings.of("t", Map.of("directory", "s3://lake/d", "spool", folder.toString()));
        BucketTable place =
                new BucketTable(new Bucket(client, "lake"), settings.bucket(), settings.folder(), Disk.LOCAL);
        TableSink sink = TableSink.open(settings, place, settings.folder(), "r1", "orders", true);
        sink.write(Tables.page("{\"id\":1}"));
        sink.prepare();
        sink.release();
        camel.start();
        TableComponent component = camel.getComponent("table", TableComponent.class);
        component.publish(sink.address(), "r1");
        component.publish(sink.address(), "r1");
        assertThat(keys("d/")).containsExactly("d/t/_manifest.json", "d/t/r1-00001.parquet");
        component.discard(sink.address(), "r1");
        assertThat(keys("d/")).hasSize(2);
        assertThatThrownBy(() -> component.publish(sink.address(), "r2")).isInstanceOf(NotPreparedException.class);
        component.discard("table:s3://lake/nothing", "r1");
    }

    @Test
    void a_wrong_setting_is_told_when_the_route_starts() {
        settings(S3Server.SECRET_KEY);
        set("qanat.s3.endpoint", "minio:9000");
        camel.start();
        assertThatThrownBy(
                        () -> camel.getEndpoint("table:t?directory=s3://lake/e").createProducer())
                .isInstanceOf(TableException.class)
                .hasMessageContaining("qanat.s3.endpoint")
                .hasMessageContaining("must be a URL such as https://minio.example:9000");
    }
}
