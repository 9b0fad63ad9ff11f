package io.qanat.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.qanat.pull.RunResult;
import io.qanat.pull.RunResult.Outcome;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class CustomersRouteTest {
    private final Answers answers = Answers.recorded(Path.of("src/test/recordings/customers"));

    private RouteTest start() throws Exception {
        return RouteTest.of("routes/shop.camel.yaml")
                .property("shop.token", "any")
                .answers(answers)
                .start();
    }

    @Test
    void all_pages_come_into_the_table() throws Exception {
        try (RouteTest test = start()) {
            RunResult result = test.pull("customers");

            assertThat(result.error()).isNull();
            assertThat(test.column("customers", "id"))
                    .containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L, 10L, 11L, 12L);
            assertThat(test.schema("customers")).contains("id  int64", "name  string");
            assertThat(test.requestLines())
                    .containsExactly(
                            "GET /v1/customers?per_page=50",
                            "GET /v1/customers?per_page=50&page=2",
                            "GET /v1/customers?per_page=50&page=3");
        }
    }

    @Test
    void a_bad_day_changes_nothing() throws Exception {
        answers.before(1).timeout();
        answers.before(2).status(429, "Retry-After", "20");
        answers.before(2).reset();
        answers.before(3).truncated();
        try (RouteTest test = start()) {
            RunResult result = test.pull("customers");

            assertThat(result.error()).isNull();
            assertThat(result.retries()).isEqualTo(4);
            assertThat(test.rows("customers")).hasSize(12);
            assertThat(test.waits()).contains(Duration.ofMillis(20_500)); // as asked, and half a second more
        }
    }

    @Test
    void an_api_that_stays_away_leaves_the_table_as_it_was() throws Exception {
        for (int attempt = 1; attempt <= 5; attempt++) {
            answers.before(2).status(503);
        }
        try (RouteTest test = start()) {
            RunResult result = test.pull("customers");

            assertThat(result.result()).isEqualTo(Outcome.FAILED);
            assertThat(result.error()).contains("503");
            assertThat(test.rows("customers")).isEmpty();
        }
    }
}
