package io.qanat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.qanat.api.Apis;
import io.qanat.pull.RunResult;
import io.qanat.pull.RunResult.Outcome;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** What a person sees of runs at hand: exact texts, on a screen and a clock of the test's own. */
class ProgressTest {
    private static final Snapshot CUSTOMERS =
            new Snapshot("customers", 7, null, 1, 70, 1, 0, OptionalLong.empty(), Duration.ZERO);

    private final ByteArrayOutputStream screen = new ByteArrayOutputStream();
    private long now;
    private Snapshot orders = at(0, null, 0);

    private static Snapshot at(long rows, Long expected, long pages) {
        return new Snapshot("orders", rows, expected, pages, rows * 512, pages, 0, OptionalLong.empty(), Duration.ZERO);
    }

    private static Snapshot rich() {
        return new Snapshot("orders", 4_200, 10_000L, 21, 5_000_000, 24, 3, OptionalLong.of(4_976), Duration.ZERO);
    }

    private Pulse pulse(long seconds, Snapshot snapshot) {
        Pulse pulse = new Pulse(at(0, null, 0), 0);
        pulse.beat(snapshot, Duration.ofSeconds(seconds).toNanos());
        return pulse;
    }

    @Test
    void a_known_total_gives_a_bar_the_share_and_the_time_left() {
        assertThat(ProgressText.line(rich(), pulse(6, rich()), 160))
                .isEqualTo("orders  [######..........]  42 % of 10,000 rows  9 s left  21 pages  4.8 MiB  700 rows/s"
                        + "  4.0 req/s  3 retries  quota 4,976  6 s");
    }

    @Test
    void an_unknown_total_gives_neither_share_nor_time_left() {
        Snapshot some = at(1_000, null, 10);
        assertThat(ProgressText.line(some, pulse(65, some), 160))
                .isEqualTo("orders  1,000 rows  10 pages  500.0 KiB  15 rows/s  0.2 req/s  1m 05s");
    }

    @Test
    void what_matters_least_is_left_out_of_a_narrow_terminal() {
        assertThat(ProgressText.line(rich(), pulse(6, rich()), 80))
                .isEqualTo("orders  [######..........]  42 % of 10,000 rows  9 s left  21 pages  700 rows/s");
        assertThat(ProgressText.line(rich(), pulse(6, rich()), 40)).isEqualTo("orders  42 % of 10,000 rows  9 s left");
        assertThat(ProgressText.line(rich(), pulse(6, rich()), 4)).isEqualTo("ord…");
    }

    @Test
    void a_pause_that_the_api_asked_for_is_said() {
        Snapshot paused = new Snapshot("orders", 10, null, 1, 100, 1, 1, OptionalLong.of(0), Duration.ofSeconds(42));
        assertThat(ProgressText.sentence(paused, pulse(5, paused)))
                .isEqualTo("orders: 10 rows, paused by the API for 42 s, 1 page, 100 B, 2 rows/s, 0.2 req/s, 1 retry,"
                        + " quota 0, 5 s");
    }

    @Test
    void the_share_is_100_only_when_all_are_there() {
        assertThat(ProgressText.line(at(9_999, 10_000L, 1), pulse(1, at(9_999, 10_000L, 1)), 160))
                .contains("  99 % of 10,000 rows  ");
        assertThat(ProgressText.line(at(10_000, 10_000L, 1), pulse(1, at(10_000, 10_000L, 1)), 160))
                .contains("[################]  100 % of 10,000 rows  0 s left");
    }

    @Test
    void the_speed_is_that_of_the_last_seconds() {
        Pulse pulse = new Pulse(at(0, null, 0), 0);
        pulse.beat(at(100_000, null, 10), seconds(10)); // pages of an interrupted run
        pulse.beat(at(100_100, null, 11), seconds(20));
        pulse.beat(at(100_200, null, 12), seconds(30));
        assertThat(pulse.rowsPerSecond()).isEqualTo(10);
        assertThat(pulse.left(at(100_200, 100_400L, 12))).contains(Duration.ofSeconds(20));
    }

    private static long seconds(long seconds) {
        return Duration.ofSeconds(seconds).toNanos();
    }

    private Progress live() {
        PrintStream terminal = new PrintStream(screen, true, StandardCharsets.UTF_8);
        return new Progress(new Progress.Live(terminal, () -> 60), new Apis(), () -> now);
    }

    private String shown() {
        String text = screen.toString(StandardCharsets.UTF_8).replace("\u001b", "ESC");
        screen.reset();
        return text;
    }

    private static RunResult ended(String pull, Outcome outcome, String error) {
        Instant begun = Instant.parse("2026-11-24T10:00:00Z");
        List<String> files =
                outcome == Outcome.OK ? List.of("/d/" + pull + "/1.parquet", "/d/" + pull + "/2.parquet") : List.of();
        return new RunResult(
                pull, "r", outcome, false, 12, 1_200, 14, 2, 1, 9, begun, begun.plusMillis(3_400), files, error);
    }

    @Test
    void the_lines_of_several_runs_change_in_place_and_others_come_to_stand_over_them() {
        try (Progress progress = live()) {
            progress.begin("orders", false, () -> orders);
            progress.begin("customers", false, () -> CUSTOMERS);
            now = seconds(1);
            orders = at(100, null, 1);
            progress.look();
            String line = "orders  100 rows  1 page  50.0 KiB  100 rows/s  1 s";
            String shorter = "customers  7 rows  1 page  70 B  0 rows/s  0.0 req/s  1 s";
            assertThat(shown()).isEqualTo(line + "\n" + shorter);
            progress.look();
            assertThat(shown()).isEqualTo("\rESC[1AESC[J" + line + "\n" + shorter);
            System.err.print("a log line\n");
            assertThat(shown()).isEqualTo("\rESC[1AESC[Ja log line\n");
            progress.look();
            assertThat(shown()).isEqualTo(line + "\n" + shorter);
            progress.ended(ended("customers", Outcome.OK, null));
            assertThat(shown()).isEqualTo("\rESC[1AESC[J");
            progress.look();
            assertThat(shown()).isEqualTo(line);
        }
        assertThat(shown()).isEqualTo("\rESC[J");
    }

    @Test
    void standard_error_is_given_back() {
        PrintStream before = System.err;
        live().close();
        assertThat(System.err).isSameAs(before);
    }

    @Test
    void without_a_terminal_a_line_comes_at_the_begin_and_then_now_and_then() {
        List<String> log = new ArrayList<>();
        try (Progress progress = new Progress(new Progress.Lines(log::add), new Apis(), () -> now)) {
            progress.begin("orders", false, () -> orders);
            now = seconds(10);
            orders = at(1_000, 4_000L, 10);
            progress.look();
            progress.ended(ended("orders", Outcome.OK, null));
            progress.look();
            progress.begin("orders", true, () -> orders);
        }
        assertThat(log)
                .containsExactly(
                        "orders: begun",
                        "orders: 25 % of 4,000 rows, 30 s left, 10 pages, 500.0 KiB, 100 rows/s, 1.0 req/s, 10 s",
                        "orders: goes on with the run that was interrupted");
    }

    @Test
    void a_summary_is_a_table_with_errors_and_sums_that_fits_the_terminal() {
        Summary summary = new Summary();
        summary.ended(ended("orders", Outcome.OK, null));
        assertThat(summary.lines(80)).isEmpty();
        summary.ended(ended("customers", Outcome.FAILED, "customers page 13: shop answered 500\nand said why"));
        assertThat(summary.lines(100))
                .containsExactly(
                        "PULL       RESULT   ROWS  PAGES  REQUESTS  RETRIES  429S  SECONDS  FILES",
                        "orders     ok      1,200     12        14        2     1      3.4  /d/orders/1.parquet and 1 more",
                        "customers  failed  1,200     12        14        2     1      3.4",
                        "  customers page 13: shop answered 500 and said why",
                        "2 runs     1 ok    2,400     24        28        4     2      6.8");
        assertThat(summary.lines(60)).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(60));
        assertThat(summary.lines(60)).contains("orders     ok      1,200     12        14        2     1   …");
    }
}
