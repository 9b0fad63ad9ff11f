package io.qanat.incremental;

import static io.qanat.incremental.Increments.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.qanat.page.Json;
import io.qanat.page.Page;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.jspecify.annotations.Nullable;

/** Records whose timestamps repeat, over any runs, pages and windows: each comes once, whatever the API's filter is like. */
class SplitRunsTest {
    private static final Instant BEGIN = Instant.parse("2026-11-20T00:00:00Z");

    /** How an API understands its parameters. */
    enum Api {
        INCLUSIVE,
        EXCLUSIVE,
        BY_DATE,
        IGNORES_THEM
    }

    private record Row(int id, Instant at) {
        String json() {
            return "{\"id\": " + id + ", \"at\": \"" + at + "\"}";
        }
    }

    @Property(tries = 300)
    void every_record_comes_once(
            @ForAll @Size(max = 40) List<@IntRange(max = 30) Integer> minutes,
            @ForAll @IntRange(min = 1, max = 6) int runs,
            @ForAll Api api,
            @ForAll @IntRange(max = 3) int extraLookback,
            @ForAll long seed) {
        Random random = new Random(seed);
        int lookback = extraLookback + (api == Api.EXCLUSIVE ? 1 : 0);
        IncrementalSettings settings = lookback == 0
                ? Increments.settings("incrementalParam", "since")
                : Increments.settings("incrementalParam", "since", "lookback", lookback * 60 + "s");
        List<Row> rows = rows(minutes);
        List<Integer> taken = new ArrayList<>();
        Bookmark bookmark = null;
        for (int run = 1; run <= runs; run++) {
            List<Row> shown = rows.subList(0, rows.size() * run / runs); // the API gets more between runs, in order
            bookmark = run(settings, bookmark, null, shown, api, random, taken).bookmark;
        }
        assertThat(taken).containsExactlyInAnyOrderElementsOf(ids(rows));
    }

    @Property(tries = 200)
    void windows_cover_a_range_without_gap_or_overlap(
            @ForAll @Size(max = 40) List<@IntRange(min = 1, max = 4_000) Integer> minutes,
            @ForAll @IntRange(min = 15, max = 3_000) int window,
            @ForAll Api api,
            @ForAll boolean byHand,
            @ForAll boolean looksBack,
            @ForAll long seed) {
        IncrementalSettings settings = Increments.settings(
                "incrementalParam",
                "since",
                "incrementalUntilParam",
                "until",
                "since",
                BEGIN.toString(),
                "window",
                window + "m",
                "lookback",
                api == Api.EXCLUSIVE || looksBack ? "1m" : "");
        Random random = new Random(seed);
        List<Row> rows = rows(minutes);
        Backfill range = byHand ? settings.backfill(BEGIN.toString(), NOW.toString(), "orders") : null;
        List<Integer> taken = new ArrayList<>();
        Outcome outcome = run(settings, null, range, rows, api, random, taken);
        assertThat(taken).containsExactlyInAnyOrderElementsOf(ids(rows));
        assertThat(outcome.runs)
                .isLessThanOrEqualTo(3 + (int) (Duration.between(BEGIN, NOW).toMinutes() / window));
        if (!byHand) {
            assertThat(run(settings, outcome.bookmark, null, rows, api, random, taken).runs)
                    .isLessThanOrEqualTo(2);
            assertThat(taken).hasSameSizeAs(rows);
        }
    }

    private record Outcome(@Nullable Bookmark bookmark, int runs) {}

    /** One firing: a run, or one for each window; the bookmark goes through JSON as in the state store. */
    private static Outcome run(
            IncrementalSettings settings,
            @Nullable Bookmark old,
            @Nullable Backfill range,
            List<Row> rows,
            Api api,
            Random random,
            List<Integer> taken) {
        Windows windows = new Windows(settings, "orders");
        Bookmark bookmark = old;
        Bounds bounds = windows.first(bookmark, range, NOW);
        for (int runs = 1; ; runs++) {
            BoundaryFilter filter = new BoundaryFilter(settings, "orders", bookmark, bounds, () -> NOW);
            for (Page page : pages(rows.stream().filter(asked(api, bounds)).toList(), random)) {
                taken.addAll(ids(filter.take(page)));
            }
            Bookmark end = filter.end(Extent.WHOLE);
            bookmark = end == null ? null : settings.bookmark(end.toJson(), "orders");
            if (!bounds.more()) {
                return new Outcome(bookmark, runs);
            }
            bounds = Bounds.of(windows.next(bounds, NOW).toJson());
        }
    }

    private static Predicate<Row> asked(Api api, Bounds bounds) {
        Instant since = bounds.since() == null ? Instant.MIN : Instant.parse(bounds.since());
        Instant until = bounds.until() == null ? Instant.MAX : Instant.parse(bounds.until());
        return switch (api) {
            case INCLUSIVE -> row -> !row.at.isBefore(since) && !row.at.isAfter(until);
            case EXCLUSIVE -> row -> row.at.isAfter(since) && row.at.isBefore(until);
            case BY_DATE -> row -> day(row.at) >= day(since) && day(row.at) <= day(until);
            case IGNORES_THEM -> row -> true;
        };
    }

    private static long day(Instant at) {
        return Math.floorDiv(at.getEpochSecond(), 86_400L);
    }

    private static List<Row> rows(List<Integer> minutes) {
        List<Integer> sorted = new ArrayList<>(minutes);
        Collections.sort(sorted);
        return IntStream.range(0, sorted.size())
                .mapToObj(i -> new Row(i, BEGIN.plus(Duration.ofMinutes(sorted.get(i)))))
                .sorted(Comparator.comparing(Row::at))
                .toList();
    }

    private static List<Page> pages(List<Row> rows, Random random) {
        List<Row> shuffled = new ArrayList<>(rows);
        Collections.shuffle(shuffled, random);
        List<Page> pages = new ArrayList<>();
        for (int from = 0; from < shuffled.size(); ) {
            int to = Math.min(shuffled.size(), from + 1 + random.nextInt(7));
            pages.add(page(pages.size() + 1, shuffled.subList(from, to), random));
            from = to;
        }
        return pages;
    }

    private static Page page(int number, List<Row> rows, Random random) {
        boolean array = rows.size() > 1 || random.nextBoolean();
        boolean lines = random.nextBoolean();
        List<String> records = rows.stream().map(Row::json).toList();
        String text =
                lines ? String.join("\n", records) : array ? "[ " + String.join(" ,", records) + "]" : records.get(0);
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        Page.Layout layout = lines ? Page.Layout.SEQUENCE : array ? Page.Layout.ARRAY : Page.Layout.SINGLE;
        return new Page(number, bytes, 0, bytes.length, layout, rows.size());
    }

    private static List<Integer> ids(List<Row> rows) {
        return rows.stream().map(Row::id).toList();
    }

    private static List<Integer> ids(Page page) {
        List<Integer> ids = new ArrayList<>();
        try (Page.Records records = page.records()) {
            while (records.next()) {
                ids.add(Json.MAPPER
                        .<JsonNode>readTree(records.parser())
                        .path("id")
                        .asInt());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        assertThat(ids).hasSize(page.size());
        return ids;
    }
}
