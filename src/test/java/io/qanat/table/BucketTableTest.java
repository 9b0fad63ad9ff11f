package io.qanat.table;

import static io.qanat.table.Tables.HASTY;
import static io.qanat.table.Tables.page;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qanat.api.Secret;
import io.qanat.page.Page;
import io.qanat.pull.NotPreparedException;
import io.qanat.settings.SettingsException;
import io.qanat.table.s3.Bucket;
import io.qanat.table.s3.S3Clients;
import io.qanat.table.s3.S3Settings;
import io.qanat.testserver.S3Server;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.s3.S3Client;

/** A table in a bucket of a real S3 server, published whole or not at all. */
class BucketTableTest {
    private static final AtomicInteger BUCKETS = new AtomicInteger();

    private static S3Server server;
    private static S3Client client;

    @TempDir
    Path folder;

    private String name = "";
    private Bucket bucket;

    @BeforeAll
    static void start() {
        server = S3Server.start();
        client = client(server.url());
    }

    private static S3Client client(String url) {
        return S3Clients.open(
                new S3Settings(URI.create(url), null, true, S3Server.ACCESS_KEY, new Secret(S3Server.SECRET_KEY)));
    }

    @AfterAll
    static void stop() {
        client.close();
        server.close();
    }

    @BeforeEach
    void begin() {
        server.fate(request -> 0);
        name = "bucket" + BUCKETS.incrementAndGet();
        client.createBucket(create -> create.bucket(name));
        bucket = new Bucket(client, name);
        server.forget();
    }

    private TableSettings settings(String... options) {
        return on(folder, options);
    }

    /** As another machine has it. */
    private TableSettings on(Path machine, String... options) {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("directory", "s3://" + name + "/lake");
        values.put("spool", machine.toString());
        for (int i = 0; i < options.length; i += 2) {
            values.put(options[i], options[i + 1]);
        }
        return TableSettings.of("t", values);
    }

    private BucketTable place(TableSettings settings) {
        return new BucketTable(bucket, settings.bucket(), settings.folder(), HASTY);
    }

    private TableSink open(TableSettings settings, String run, boolean appends) {
        return TableSink.open(settings, place(settings), settings.folder(), run, "orders", appends);
    }

    private TableSink prepared(TableSettings settings, String run, boolean appends, Page... pages) throws IOException {
        return prepared(open(settings, run, appends), pages);
    }

    /** A run of another pull on another machine. */
    private TableSink preparedThere(Path machine, String run, Page... pages) throws IOException {
        TableSettings there = on(machine);
        return prepared(TableSink.open(there, place(there), there.folder(), run, "customers", true), pages);
    }

    private static TableSink prepared(TableSink sink, Page... pages) throws IOException {
        for (Page page : pages) {
            sink.write(page);
        }
        sink.prepare();
        return sink;
    }

    private TableSink run(TableSettings settings, String run, boolean appends, Page... pages) throws IOException {
        TableSink sink = prepared(settings, run, appends, pages);
        sink.publish();
        sink.release();
        return sink;
    }

    /** The table as a reader gets it who has downloaded what the manifest lists. */
    private TableDescription table() throws IOException {
        Path copy = folder.resolve("copy");
        for (String file : published()) {
            Path into = copy.resolve("t").resolve(file);
            Files.createDirectories(into.resolveSibling(""));
            bucket.download("lake/t/" + file, into);
        }
        Files.createDirectories(copy.resolve("t"));
        Files.write(
                copy.resolve("t").resolve(Manifest.NAME),
                place(settings()).manifest().bytes());
        return TableDescription.read(copy, "t");
    }

    private List<String> published() throws IOException {
        return place(settings()).manifest().files().stream()
                .map(Manifest.DataFile::name)
                .toList();
    }

    private List<Object> ids() throws IOException {
        return Tables.column(table(), "id");
    }

    private List<String> keys() throws IOException {
        return bucket.list("").stream().map(Bucket.Listed::key).toList();
    }

    @Test
    void a_run_is_objects_and_a_manifest_and_nothing_else() throws IOException {
        TableSink sink = run(settings(), "r1", true, page("{\"id\":1}", "{\"id\":2}"));
        assertThat(keys()).containsExactly("lake/t/_manifest.json", "lake/t/r1-00001.parquet");
        assertThat(ids()).containsExactly(1L, 2L);
        assertThat(sink.published().files()).containsExactly("s3://" + name + "/lake/t/r1-00001.parquet");
        assertThat(sink.published().rows()).isEqualTo(2);
        assertThat(sink.address()).isEqualTo("table:s3://" + name + "/lake/t");
    }

    @Test
    void a_prepared_run_is_seen_by_nobody() throws IOException {
        run(settings(), "r1", true, page("{\"id\":1}"));
        TableSink sink = prepared(settings(), "r2", true, page("{\"id\":2}"));
        assertThat(ids()).containsExactly(1L);
        assertThat(keys()).filteredOn(key -> !key.contains("/.staging/")).hasSize(2);
        sink.publish();
        sink.release();
        assertThat(ids()).containsExactly(1L, 2L);
    }

    @Test
    void a_run_that_replaces_removes_the_objects_before_it() throws IOException {
        run(settings(), "r1", false, page("{\"id\":1}"));
        run(settings(), "r2", false, page("{\"id\":2}"));
        run(settings(), "r3", false, page("{\"id\":3}"));
        assertThat(ids()).containsExactly(3L);
        assertThat(keys()).containsExactly("lake/t/_manifest.json", "lake/t/r3-00001.parquet");
        assertThat(place(settings()).manifest().obsolete()).containsExactly("r2-00001.parquet");
    }

    @Test
    void folders_of_partitions_are_parts_of_keys() throws IOException {
        TableSettings settings = settings("partitionBy", "land", "format", "jsonl");
        run(settings, "r1", true, page("{\"id\":1,\"land\":\"DE\"}", "{\"id\":2,\"land\":\"Côte d'Ivoire %\"}"));
        assertThat(published()).hasSize(2);
        assertThat(ids()).containsExactlyInAnyOrder(1L, 2L);
    }

    @Test
    void the_schema_and_its_history_go_on() throws IOException {
        run(settings(), "r1", true, page("{\"id\":1}"));
        run(settings(), "r2", true, page("{\"id\":\"x\",\"new\":true}"));
        assertThat(table().schema()).containsExactly("id  int64", "id__text  string", "new  boolean");
        assertThat(place(settings()).manifest().changes()).hasSize(1);
    }

    @Test
    void a_run_published_twice_has_its_rows_once() throws IOException {
        TableSink sink = prepared(settings(), "r1", true, page("{\"id\":1}"));
        sink.publish();
        sink.publish();
        sink.release();
        place(settings()).publish("r1");
        assertThat(ids()).containsExactly(1L);
    }

    @Test
    void another_machine_publishes_what_a_dead_one_has_prepared(@TempDir Path other) throws IOException {
        prepared(settings(), "r1", true, page("{\"id\":1}")).release();
        place(on(other)).publish("r1");
        assertThat(ids()).containsExactly(1L);
        assertThat(keys()).noneMatch(key -> key.contains(".staging"));
    }

    @Test
    void a_store_that_dies_at_any_request_of_the_publishing_loses_and_doubles_nothing() throws IOException {
        run(settings(), "r0", true, page("{\"id\":0}"));
        int requests = 0;
        boolean failed = true;
        for (int last = 0; failed; last++) {
            String run = "r" + (last + 1);
            prepared(settings(), run, false, page("{\"id\":1}"), page("{\"id\":2,\"n\":1}"))
                    .release();
            failed = dies(run, last);
            place(settings()).publish(run);
            assertThat(ids()).containsExactly(1L, 2L);
            assertThat(keys()).noneMatch(key -> key.contains(".staging"));
            requests = last;
        }
        assertThat(requests).isGreaterThan(5);
    }

    /** Lets so many requests through. */
    private boolean dies(String run, int requests) {
        AtomicInteger left = new AtomicInteger(requests);
        server.fate(request -> left.decrementAndGet() < 0 ? 403 : 0);
        try {
            place(settings()).publish(run);
            return false;
        } catch (IOException e) {
            assertThat(e).hasMessageContaining("(403");
            return true;
        } finally {
            server.fate(request -> 0);
        }
    }

    @Test
    void a_store_that_dies_while_files_are_uploaded_shows_nothing_and_the_next_run_cleans_up() throws IOException {
        run(settings(), "r1", true, page("{\"id\":1}"));
        TableSink sink = open(settings(), "r2", true);
        sink.write(page("{\"id\":2}"));
        server.fate(request -> request.endsWith("prepared.json") && request.startsWith("PUT") ? 403 : 0);
        assertThatThrownBy(sink::prepare)
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("table t: can't write s3://" + name + "/lake/t/.staging/r2/prepared.json (403"
                        + " AccessDenied: as the test said): see that the credentials are right");
        server.fate(request -> 0);
        sink.discard();
        sink.release();
        assertThat(ids()).containsExactly(1L);
        assertThat(keys()).noneMatch(key -> key.contains("r2"));
        assertThatThrownBy(() -> place(settings()).publish("r2")).isInstanceOf(NotPreparedException.class);
    }

    @Test
    void a_busy_store_is_asked_again() throws IOException {
        AtomicInteger busy = new AtomicInteger();
        server.fate(request -> request.startsWith("PUT") && busy.incrementAndGet() <= 2 ? 503 : 0);
        run(settings(), "r1", true, page("{\"id\":1}"));
        assertThat(ids()).containsExactly(1L);
    }

    @Test
    void an_answer_that_is_lost_after_the_manifest_was_replaced_does_no_harm() throws IOException {
        AtomicInteger lost = new AtomicInteger();
        server.fate(request ->
                request.endsWith("/_manifest.json") && request.startsWith("PUT") && lost.incrementAndGet() == 1
                        ? -1
                        : 0);
        run(settings(), "r1", true, page("{\"id\":1}"));
        assertThat(lost.get()).isGreaterThan(1);
        assertThat(ids()).containsExactly(1L);
        assertThat(keys()).containsExactly("lake/t/_manifest.json", "lake/t/r1-00001.parquet");
    }

    @Test
    void of_two_machines_that_publish_at_once_none_loses_its_rows(@TempDir Path other) throws IOException {
        run(settings(), "r0", true, page("{\"id\":0}"));
        TableSink here = prepared(settings(), "r1", true, page("{\"id\":1}"));
        TableSink there = preparedThere(other, "r2", page("{\"id\":2}"));
        AtomicInteger race = new AtomicInteger();
        server.fate(request -> {
            if (request.startsWith("PUT") && request.endsWith("/_manifest.json") && race.incrementAndGet() == 1) {
                there.publish(); // between the reading and the writing of the other
            }
            return 0;
        });
        here.publish();
        here.release();
        there.release();
        assertThat(race.get()).isEqualTo(3);
        assertThat(ids()).containsExactly(0L, 2L, 1L);
    }

    @Test
    void a_run_that_learnt_nothing_keeps_what_another_machine_has_learnt(@TempDir Path other) throws IOException {
        run(settings(), "r0", true, page("{\"id\":0}"));
        TableSink here = prepared(settings(), "r1", true, page("{\"id\":1}"));
        TableSink there = preparedThere(other, "r2", page("{\"id\":2,\"new\":1}"));
        there.publish();
        there.release();
        here.publish();
        here.release();
        assertThat(table().schema()).containsExactly("id  int64", "new  int64");
        assertThat(ids()).containsExactly(0L, 2L, 1L);
    }

    @Test
    void two_machines_dont_continue_a_schema_in_two_ways(@TempDir Path other) throws IOException {
        run(settings(), "r0", true, page("{\"id\":0}"));
        TableSink here = open(settings(), "r1", true);
        here.write(page("{\"id\":1,\"new\":\"text\"}"));
        TableSink there = preparedThere(other, "r2", page("{\"id\":2,\"new\":1}"));
        there.publish();
        there.release();
        assertThatThrownBy(here::prepare)
                .hasMessageContaining("another run has changed the table's columns or layout since this one began");
        here.discard();
        here.release();
        assertThat(ids()).containsExactly(0L, 2L);
    }

    @Test
    void what_another_pull_has_prepared_stays(@TempDir Path other) throws IOException {
        preparedThere(other, "r1", page("{\"id\":1}")).release();
        run(settings(), "r2", true, page("{\"id\":2}"));
        place(settings()).publish("r1");
        assertThat(ids()).containsExactly(2L, 1L);
    }

    @Test
    void what_the_same_pull_left_is_removed_by_its_next_run() throws IOException {
        prepared(settings(), "r1", true, page("{\"id\":1}")).release();
        run(settings(), "r2", true, page("{\"id\":2}"));
        assertThat(ids()).containsExactly(2L);
        assertThat(keys()).noneMatch(key -> key.contains("r1"));
    }

    @Test
    void an_empty_table_has_an_empty_object() throws IOException {
        run(settings(), "r1", false, page("{\"id\":1}"));
        run(settings(), "r2", false, page(List.of()));
        assertThat(keys()).containsExactly("lake/t/_manifest.json", "lake/t/r2-00001.parquet");
        assertThat(ids()).isEmpty();
    }

    @Test
    void the_layout_is_kept() throws IOException {
        run(settings(), "r1", true, page("{\"id\":1}"));
        assertThatThrownBy(() -> open(settings("format", "csv"), "r2", true))
                .hasMessageContaining("its files have format=parquet, and files with csv can't be added");
    }

    @Test
    void a_missing_bucket_is_told() {
        name = "nowhere";
        bucket = new Bucket(client, name);
        assertThatThrownBy(() -> open(settings(), "r1", true))
                .isInstanceOf(TableException.class)
                .hasMessageStartingWith("table t: can't read s3://nowhere/lake/t/_manifest.json (404 NoSuchBucket")
                .hasMessageEndingWith(": make the bucket nowhere, or correct directory or qanat.s3.endpoint");
    }

    @Test
    void wrong_credentials_are_told() {
        try (S3Server strict = S3Server.strict();
                S3Client wrong = S3Clients.open(new S3Settings(
                        URI.create(strict.strictUrl()), null, true, S3Server.ACCESS_KEY, new Secret("wrong")))) {
            bucket = new Bucket(wrong, name);
            assertThatThrownBy(() -> open(settings(), "r1", true))
                    .hasMessageContaining("(403 SignatureDoesNotMatch")
                    .hasMessageEndingWith(
                            "see that the credentials are right and may get, put, delete and list the objects there");
        }
    }

    @Test
    void signed_requests_are_understood() throws IOException {
        try (S3Server strict = S3Server.strict();
                S3Client signing = client(strict.strictUrl())) {
            signing.createBucket(create -> create.bucket(name));
            bucket = new Bucket(signing, name);
            run(settings("partitionBy", "k"), "r1", false, page("{\"id\":1,\"k\":\"a b=%ä\"}"));
            assertThat(ids()).containsExactly(1L);
        }
    }

    @Test
    void a_store_that_cant_be_reached_is_told() {
        try (S3Client nobody = client("http://127.0.0.1:1")) {
            bucket = new Bucket(nobody, name);
            assertThatThrownBy(() -> open(settings(), "r1", true))
                    .hasMessageContaining("ConnectException")
                    .hasMessageEndingWith("see that qanat.s3.endpoint is right and the store can be reached");
        }
    }

    @Test
    void what_isnt_possible_there_is_told_before() {
        assertThatThrownBy(() -> settings("primaryKey", "id"))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining(
                        "rows can't be merged in an object store yet: set mode to append or replace as well");
        assertThatThrownBy(() -> settings("maxFileSize", "5GiB")).hasMessageContaining("must be 4GiB at most");
        assertThat(settings("primaryKey", "id", "mode", "append").primaryKey()).containsExactly("id");
        assertThatThrownBy(() -> TableSettings.of("t", Map.of("directory", "s3:///x")))
                .hasMessageContaining("must be s3://bucket or s3://bucket/prefix");
    }

    @Test
    void a_table_may_lie_at_the_top_of_its_bucket() throws IOException {
        TableSettings settings = TableSettings.of("t", Map.of("directory", "s3://" + name, "spool", folder.toString()));
        run(settings, "r1", true, page("{\"id\":1}"));
        assertThat(keys()).containsExactly("t/_manifest.json", "t/r1-00001.parquet");
    }

    @Test
    void nothing_stays_on_this_machine() throws IOException {
        run(settings(), "r1", true, page("{\"id\":1}"));
        List<Path> files = new ArrayList<>();
        try (java.util.stream.Stream<Path> all = Files.walk(folder)) {
            all.filter(Files::isRegularFile).forEach(files::add);
        }
        assertThat(files).allMatch(file -> file.endsWith("lock"));
    }
}
