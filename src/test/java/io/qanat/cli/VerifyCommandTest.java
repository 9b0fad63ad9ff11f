package io.qanat.cli;

import static io.qanat.testserver.Behaviours.json;
import static io.qanat.testserver.Behaviours.status;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.qanat.page.Json;
import io.qanat.testserver.FaultServer;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code qanat verify}: invented and outdated names are found before they run. */
class VerifyCommandTest {
    private static final String HUB = """
            - templatedRoute:
                routeTemplateRef: api
                routeId: hub-api
                parameters:
                  - { name: name, value: hub }
                  - { name: url, value: "https://eu.hub.example/v3" }
                  - { name: auth, value: bearer }
                  - { name: token, value: "{{hub.token}}" }
            - route:
                id: issues
                from:
                  uri: kamelet:api-pull
                  parameters:
                    api: hub
                    path: /issues
                    pagination: link
                    pageSize: 100
                    incrementalField: /updated_at
                    incrementalParam: since
                  steps:
                    - to:
                        uri: table:issues
                        parameters:
                          primaryKey: id
                          types: updated_at=timestamp, user.since=date
            """;

    private static final String ORDERS = """
            - templatedRoute:
                routeTemplateRef: api
                routeId: old-api
                parameters:
                  - { name: name, value: old }
                  - { name: url, value: "https://old.example/api/v1" }
            - route:
                id: orders
                from:
                  uri: kamelet:api-pull
                  parameters:
                    api: old
                    path: /orders
                    records: /orders
                    pagination: page
                    firstPage: 0
                    totalPagesFrom: /paging/total_pages
                  steps:
                    - to: { uri: "table:orders" }
            """;

    @TempDir
    Path folder;

    private Told verify(String document, String routes, String... more) throws IOException {
        Told.routes(folder, routes);
        String[] args = java.util.stream.Stream.concat(
                        java.util.stream.Stream.of(
                                "verify", "--openapi", NewFromDocumentTest.document(folder, document)),
                        java.util.stream.Stream.of(more))
                .toArray(String[]::new);
        return Told.by(folder, args);
    }

    @Test
    void real_names_pass_without_a_request_and_without_credentials() throws IOException {
        Told told = verify("hub.yaml", HUB);
        assertThat(told.exit()).as(told.out() + told.err()).isZero();
        assertThat(told.out()).isEqualTo("9 names: 9 found, 0 missing, 0 deprecated, 0 that can't be told\n");
        Told old = verify("old.json", ORDERS);
        assertThat(old.out()).isEqualTo("5 names: 5 found, 0 missing, 0 deprecated, 0 that can't be told\n");
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "path: /issues | path: /isues | 15: missing: pull issues: path: /isues is no path of the document; did you mean /issues?",
                "path: /issues | path: /v3/issues | path: /v3/issues is no path of the document",
                "path: /issues | path: /issues\\n        method: POST | method: POST isn't among the path's methods",
                "pageSize: 100 | pageSize: 100\\n        pageSizeParam: page_size | pageSizeParam: page_size is no parameter of GET /issues",
                "pageSize: 100 | pageSize: 100\\n        query: statee=open; sinse=2 | query: sinse is no parameter of GET /issues; did you mean since?",
                "incrementalParam: since | incrementalParam: sinces | incrementalParam: sinces is no parameter of GET /issues; did you mean since?",
                "incrementalField: /updated_at | incrementalField: /update_at | incrementalField: /update_at is no field of a record; did you mean updated_at?",
                "primaryKey: id | primaryKey: nid | table.primaryKey: nid is no field of a record; did you mean id?",
                "primaryKey: id | partitionBy: updatedat:day | table.partitionBy: updatedat is no field of a record; did you mean updated_at?",
                "user.since=date | user.sinze=date | 25: missing: pull issues: table.types: user.sinze is no field of a record; did you mean since?",
                "pagination: link | pagination: cursor\\n        cursorParam: since\\n        cursorFrom: header:Lnk | cursorFrom: header:Lnk is no header field of the answer",
            })
    void an_invented_name_is_told_with_the_nearest_real_one(String from, String to, String message) throws IOException {
        Told told = verify("hub.yaml", HUB.replace(from, to.replace("\\n", "\n")));
        assertThat(told.exit()).as(told.out() + told.err()).isEqualTo(2);
        assertThat(told.out()).contains(message).contains(" missing, ");
        assertThat(told.stackLines()).isZero();
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "records: /orders | records: /order | records: /order isn't in the answer; did you mean orders?",
                "/paging/total_pages | /paging/pages_total | totalPagesFrom: /paging/pages_total isn't in the answer",
            })
    void an_invented_place_is_told(String from, String to, String message) throws IOException {
        Told told = verify("old.json", ORDERS.replace(from, to));
        assertThat(told.exit()).isEqualTo(2);
        assertThat(told.out()).contains(message);
    }

    @Test
    void outdated_names_are_told_and_do_no_harm() throws IOException {
        Told told = verify(
                "hub.yaml",
                HUB.replace("pageSize: 100", "pageSize: 100\n        query: filter=all")
                        .replace("primaryKey: id", "primaryKey: old_state"));
        assertThat(told.exit()).isZero();
        assertThat(told.out())
                .contains("deprecated: pull issues: query: filter is deprecated by the API")
                .contains("table.primaryKey: old_state is deprecated by the API")
                .contains("10 names: 8 found, 0 missing, 2 deprecated");
    }

    @Test
    void a_program_reads_a_line_for_each_name() throws IOException {
        Told told = verify("hub.yaml", HUB.replace("primaryKey: id", "primaryKey: idd"), "--json");
        assertThat(told.exit()).isEqualTo(2);
        assertThat(told.out().lines()).hasSize(9);
        JsonNode missing = Json.MAPPER.readTree(told.out()
                .lines()
                .filter(line -> line.contains("\"missing\""))
                .findFirst()
                .orElseThrow());
        assertThat(missing.fieldNames())
                .toIterable()
                .containsExactly("pull", "at", "parameter", "name", "result", "message", "hint");
        assertThat(missing.path("at").asText()).endsWith("shop.camel.yaml:24");
        assertThat(missing.path("hint").asText()).isEqualTo("did you mean id?");
    }

    private static final String LIVE = """
            - templatedRoute:
                routeTemplateRef: api
                routeId: shop-api
                parameters:
                  - { name: name, value: shop }
                  - { name: url, value: "{{shop.url}}" }
                  - { name: rateLimit, value: "off" }
                  - { name: maxAttempts, value: "1" }
            - route:
                id: orders
                from:
                  uri: kamelet:api-pull
                  parameters:
                    api: shop
                    path: /v1/orders
                    records: /data
                    pagination: cursor
                    cursorFrom: /meta/next_cursor
                    totalFrom: /meta/total
                  steps:
                    - to:
                        uri: table:orders
                        parameters: { primaryKey: id, types: "buyer.since=date" }
            """;

    private static final String PAGE = """
            {"data":[{"id":1,"buyer":{"since":"2026-01-01"}},{"id":2}],"meta":{"next_cursor":"c","total":3}}""";

    private Told live(FaultServer server, String routes) throws IOException {
        Told.routes(folder, routes);
        return Told.by(folder, "verify", "orders", "-D", "shop.url=" + server.url());
    }

    @Test
    void a_live_answer_is_asked_for_once_and_says_what_it_cannot_tell() throws IOException {
        try (FaultServer server = FaultServer.start(json(PAGE))) {
            Told told = live(server, LIVE);
            assertThat(told.exit()).as(told.out() + told.err()).isZero();
            assertThat(told.out())
                    .contains("unknown: pull orders: cursorParam: cursor can't be told from an answer")
                    .contains("8 names: 7 found, 0 missing, 0 deprecated, 1 that can't be told");
            assertThat(server.requests()).hasSize(1);
            assertThat(Told.written(folder)).isEmpty();
        }
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "totalFrom: /meta/total | totalFrom: /meta/totl | 19: missing: pull orders: totalFrom: /meta/totl isn't in the answer; did you mean total?",
                "primaryKey: id | primaryKey: idd | table.primaryKey: idd isn't in any of the answer's 2 records; did you mean id?",
                "buyer.since | buyer.sinc | table.types: buyer.sinc isn't in any of the answer's 2 records; did you mean since?",
                "records: /data | records: /dta | records: /dta orders page 1: there is nothing at /dta",
                "/meta/next_cursor | /meta/nxt_cursor | cursorFrom: /meta/nxt_cursor isn't in the answer",
            })
    void an_invented_name_is_missing_in_the_answer(String from, String to, String message) throws IOException {
        String page = to.contains("nxt") ? PAGE.replace("\"total\":3", "\"total\":2") : PAGE;
        try (FaultServer server = FaultServer.start(json(page))) {
            Told told = live(server, LIVE.replace(from, to));
            assertThat(told.out()).contains(message);
            assertThat(told.exit()).isEqualTo(to.contains("nxt") ? 0 : 2);
            assertThat(server.requests()).hasSize(1);
        }
    }

    @Test
    void a_path_that_the_api_does_not_know_is_missing() throws IOException {
        try (FaultServer server = FaultServer.start(status(404))) {
            Told told = live(server, LIVE);
            assertThat(told.exit()).isEqualTo(2);
            assertThat(told.out()).contains("path: /v1/orders is answered with status 404");
        }
    }

    @Test
    void a_call_that_fails_proves_nothing() throws IOException {
        try (FaultServer server = FaultServer.start(status(500))) {
            Told told = live(server, LIVE);
            assertThat(told.exit()).isEqualTo(1);
            assertThat(told.out()).contains("error: shop: GET").contains("status 500");
            assertThat(told.stackLines()).isZero();
        }
    }
}
