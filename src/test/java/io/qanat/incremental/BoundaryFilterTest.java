package io.qanat.incremental;

import static io.qanat.incremental.Increments.NOW;
import static io.qanat.incremental.Increments.array;
import static io.qanat.incremental.Increments.bookmark;
import static io.qanat.incremental.Increments.filter;
import static io.qanat.incremental.Increments.page;
import static io.qanat.incremental.Increments.settings;
import static io.qanat.incremental.Increments.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.qanat.page.Page;
import io.qanat.page.Page.Layout;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is left out of pages, and where the bookmark goes. */
class BoundaryFilterTest {
    private static final String A = "{\"id\":1,\"at\":\"2026-11-20T10:00:00Z\"}";
    private static final String B = "{\"id\":2, \"at\":\"2026-11-20T10:00:00Z\", \"x\":[{\"at\":0}]}";
    private static final String C = "{\"id\":3,\"at\":\"2026-11-21T10:00:00Z\"}";

    @Test
    void a_page_of_which_nothing_is_left_out_is_the_same() {
        Page page = array("[" + A + "," + C + "]", 2);
        assertThat(filter(settings(), bookmark("2026-11-20")).take(page)).isSameAs(page);
    }

    @Test
    void an_empty_page_is_the_same() {
        Page page = Page.empty(3);
        assertThat(filter(settings(), null).take(page)).isSameAs(page);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ARRAY | [ @ , A ,\t@, B ,C, @ ] | [A,B ,C] | 3",
                "ARRAY | [@,@,@,A] | [A] | 1",
                "ARRAY | [A,@,C] | [A,C] | 2",
                "SEQUENCE | @A @ B C@ | A^B C | 3",
                "SEQUENCE | A@ | A | 1",
                "ARRAY | [@,@] | [] | 0",
                "SEQUENCE | @ @ | [] | 0",
                "SINGLE | @ | [] | 0",
            })
    void records_that_stay_keep_their_bytes(Layout layout, String before, String after, int size) {
        String old = "{\"at\":\"2026-11-19\",\"n\":[1,{\"a\":\"]}\"}]}";
        String json = records(before).replace("@", old);
        Page page = page(
                json, layout, size + (int) before.chars().filter(c -> c == '@').count());
        Page taken = filter(settings(), bookmark("2026-11-20")).take(page);
        assertThat(text(taken)).isEqualTo(records(after.replace("^", "\n")));
        assertThat(taken.size()).isEqualTo(size);
        assertThat(taken.number()).isEqualTo(page.number());
        if (size > 0) {
            assertThat(taken.layout()).isEqualTo(layout);
        }
    }

    @Test
    void a_record_that_was_published_is_left_out_and_its_neighbour_at_the_same_moment_is_not() {
        Bookmark first = bookmarkAfter(settings(), null, "[" + A + "]", 1);
        BoundaryFilter second = filter(settings(), first);
        assertThat(text(second.take(array("[" + A + "," + B + "]", 2)))).isEqualTo("[" + B + "]");
        Bookmark both = Objects.requireNonNull(second.end(Extent.WHOLE));
        assertThat(second.notes()).containsExactly("orders: 1 record left out, as they were published before");
        assertThat(filter(settings(), both)
                        .take(array("[" + A + "," + B + "]", 2))
                        .size())
                .isZero();
    }

    @Test
    void a_record_that_changed_without_its_value_is_taken_again() {
        Bookmark first = bookmarkAfter(settings(), null, "[" + A + "]", 1);
        Page changed = array("[" + A.replace("1,", "1,\"new\":true,") + "]", 1);
        assertThat(filter(settings(), first).take(changed)).isSameAs(changed);
    }

    @Test
    void records_twice_in_one_run_are_both_taken() {
        Page page = array("[" + A + "," + A + "]", 2);
        BoundaryFilter filter = filter(settings(), null);
        assertThat(filter.take(page)).isSameAs(page);
        assertThat(filter.take(page)).isSameAs(page);
    }

    @Test
    void what_lies_within_the_lookback_is_remembered_over_several_runs_and_then_forgotten() {
        IncrementalSettings settings = settings("lookback", "24h");
        Bookmark first = bookmarkAfter(settings, null, "[" + A + "]", 1);
        Bookmark second = bookmarkAfter(settings, first, "[" + C + "]", 1);
        assertThat(second.published()).hasSize(2);
        assertThat(filter(settings, second).take(array("[" + A + "]", 1)).size())
                .isZero();
        Bookmark third = bookmarkAfter(settings, second, "[{\"at\":\"2026-11-22T09:00:00Z\"}]", 1);
        assertThat(third.published()).hasSize(2);
        assertThat(third.at().text()).isEqualTo("2026-11-22T09:00:00Z");
    }

    @Test
    void older_records_of_an_api_that_ignores_the_bound_are_left_out_and_told() {
        BoundaryFilter filter = filter(settings("incrementalParam", "from"), bookmark("2026-11-21"));
        assertThat(filter.take(array("[" + A + "," + B + "," + C + "]", 3)).size())
                .isOne();
        assertThat(filter.notes())
                .containsExactly(
                        "orders: 2 records left out, as they are older than 2026-11-21: the API sends more than was asked for");
        BoundaryFilter plain = filter(settings(), bookmark("2026-11-21"));
        plain.take(array("[" + A + "]", 1));
        assertThat(plain.notes()).singleElement().asString().endsWith("; if it can filter, set incrementalParam");
    }

    @Test
    void the_order_of_records_does_not_matter() {
        IncrementalSettings settings = settings("lookback", "1d");
        assertThat(bookmarkAfter(settings, null, "[" + C + "," + A + "]", 2))
                .isEqualTo(bookmarkAfter(settings, null, "[" + A + "," + C + "]", 2));
    }

    @Test
    void an_old_bookmark_stays_where_nothing_newer_comes() {
        Bookmark old = bookmark("2026-11-22");
        assertThat(bookmarkAfter(settings("lookback", "5d"), old, "[" + A + "]", 1)
                        .at())
                .isEqualTo(old.at());
    }

    @Test
    void a_value_in_the_far_future_is_taken_once_and_does_not_become_the_bookmark() {
        String broken = "{\"at\":\"2099-01-01\"}";
        String soon = "{\"at\":\"2026-11-24T11:59:00Z\"}";
        BoundaryFilter filter = filter(settings(), null);
        Page page = array("[" + broken + "," + soon + "]", 2);
        assertThat(filter.take(page)).isSameAs(page);
        Bookmark bookmark = Objects.requireNonNull(filter.end(Extent.WHOLE));
        assertThat(bookmark.at().text()).isEqualTo("2026-11-24T11:59:00Z");
        assertThat(filter.notes())
                .containsExactly(
                        "orders: 1 record taken whose /at lies more than a day in the future, up to 2099-01-01;"
                                + " the bookmark doesn't follow them");
        assertThat(filter(settings(), bookmark).take(page).size()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"id\":1}", "{\"at\":null}", "{\"at\":\"\"}", "[1]", "7", "null"})
    void a_record_without_the_field_fails_or_is_counted(String json) {
        Page page = array("[" + A + "," + json + "]", 2);
        assertThatExceptionOfType(IncrementalException.class)
                .isThrownBy(() -> filter(settings(), null).take(page))
                .withMessage("orders page 1: record 2: there is nothing at /at, the incrementalField; correct that, or"
                        + " set onMissingField=count to take such records all the same");
        BoundaryFilter counting = filter(settings("onMissingField", "count"), bookmark("2026-11-20"));
        assertThat(counting.take(page)).isSameAs(page);
        assertThat(counting.notes())
                .containsExactly("orders: 1 record without /at taken; they are taken again by every run");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"at\":{\"x\":1}} | there is an object, an array or true or false at /at",
                "{\"at\":true} | there is an object, an array or true or false at /at",
                "{\"at\":12} | /at: \"12\" is a number, but the values before are times",
                "{\"at\":\"soon\"} | /at: \"soon\" is no time of a known form",
            })
    void a_value_of_another_kind_names_page_and_record(String json, String message) {
        assertThatExceptionOfType(IncrementalException.class)
                .isThrownBy(() -> filter(settings(), null).take(array("[" + A + "," + json + "]", 2)))
                .withMessageStartingWith("orders page 1: record 2: " + message);
    }

    @Test
    void a_lookback_that_does_not_fit_the_first_value_is_told() {
        assertThatExceptionOfType(IncrementalException.class)
                .isThrownBy(() -> filter(settings("lookback", "1h"), null).take(array("[{\"at\":5}]", 1)))
                .withMessageContaining("record 1: /at: lookback: \"1h\" does not fit, as the field holds numbers");
    }

    @Test
    void a_field_may_lie_deep_in_the_record() {
        IncrementalSettings settings = settings("incrementalField", "/a/1/at");
        Page page = array(
                "[{\"at\":1,\"a\":[{\"at\":2},{\"x\":{\"at\":3},\"at\":4}],\"b\":{\"at\":9}},{\"a\":[0,{\"at\":5}]}]",
                2);
        BoundaryFilter filter = filter(settings, bookmark("5"));
        assertThat(text(filter.take(page))).isEqualTo("[{\"a\":[0,{\"at\":5}]}]");
    }

    @Test
    void too_many_contents_at_the_boundary_are_forgotten_and_told() {
        IncrementalSettings settings = settings();
        Bounds bounds = new Windows(settings, "orders").first(null, null, NOW);
        BoundaryFilter filter = new BoundaryFilter(settings, "orders", null, bounds, () -> NOW, 10);
        filter.take(array(same(11), 11));
        Bookmark bookmark = Objects.requireNonNull(filter.end(Extent.WHOLE));
        assertThat(bookmark.published().firstEntry().getValue()).hasSize(10);
        assertThat(filter.notes()).singleElement().asString().contains("give the table a primaryKey");
        BoundaryFilter passed = new BoundaryFilter(settings, "orders", null, bounds, () -> NOW, 10);
        passed.take(array(same(11), 11));
        passed.take(array("[" + C + "]", 1));
        assertThat(Objects.requireNonNull(passed.end(Extent.WHOLE)).published()).hasSize(1);
        assertThat(passed.notes()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-01, 2026-11-21T10:00:00Z, ''",
        "2026-11-20, 2026-11-21T10:00:00Z, ''",
        "2026-11-20T00:00:01Z, 2026-11-20, orders: the bookmark stays at 2026-11-20: --since 2026-11-20T00:00:01Z lies after it",
    })
    void a_range_by_hand_moves_the_bookmark_only_if_it_leaves_no_gap(String since, String expected, String note) {
        Bookmark old = bookmark("2026-11-20");
        BoundaryFilter filter = byHand(old, since, null);
        filter.take(array("[" + A + "," + C + "]", 2));
        assertThat(Objects.requireNonNull(filter.end(Extent.WHOLE)).at().text()).isEqualTo(expected);
        assertThat(String.join("", filter.notes())).startsWith(note);
    }

    @Test
    void a_range_with_an_end_leaves_the_bookmark_alone() {
        Bookmark old = bookmark("2026-11-20");
        BoundaryFilter filter = byHand(old, "2026-11-01", "2026-11-20T10:00:00Z");
        assertThat(text(filter.take(array("[" + A + "," + C + "]", 2)))).isEqualTo("[" + A + "]");
        assertThat(filter.end(Extent.WHOLE)).isEqualTo(old);
        assertThat(filter.notes())
                .containsExactly("orders: 1 record left out, as they are later than 2026-11-20T10:00:00Z");
        assertThat(byHand(null, "2026-11-01", "2026-11-02").end(Extent.WHOLE)).isNull();
    }

    @Test
    void a_range_by_hand_takes_what_was_published_too() {
        Bookmark old = bookmarkAfter(settings(), null, "[" + A + "]", 1);
        Page page = array("[" + A + "]", 1);
        assertThat(byHand(old, "2026-11-01", null).take(page)).isSameAs(page);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "WHOLE | C,A | 2026-11-21T10:00:00Z",
                "BEGINNING | A,C | 2026-11-21T10:00:00Z",
                "BEGINNING | A,B,C | 2026-11-21T10:00:00Z",
                "BEGINNING | C,A | 2026-11-20",
                "BEGINNING | C | 2026-11-20",
                "PARTS | A,C | 2026-11-20",
            })
    void a_run_that_a_limit_ended_moves_the_bookmark_only_if_records_ascend(Extent extent, String rows, String at) {
        BoundaryFilter filter = filter(settings(), bookmark("2026-11-20"));
        filter.take(array("[" + records(rows) + "]", rows.split(",", -1).length));
        assertThat(Objects.requireNonNull(filter.end(extent)).at().text()).isEqualTo(at);
        assertThat(filter.notes()).hasSize(at.length() == 10 ? 1 : 0);
    }

    private static String records(String letters) {
        return letters.replace("A", A).replace("B", B).replace("C", C);
    }

    private static BoundaryFilter byHand(@Nullable Bookmark old, String since, @Nullable String until) {
        IncrementalSettings settings = settings();
        Bounds bounds = new Windows(settings, "orders").first(old, settings.backfill(since, until, "orders"), NOW);
        return new BoundaryFilter(settings, "orders", old, bounds, () -> NOW);
    }

    private static Bookmark bookmarkAfter(IncrementalSettings settings, @Nullable Bookmark old, String json, int size) {
        BoundaryFilter filter = filter(settings, old);
        filter.take(array(json, size));
        return Objects.requireNonNull(filter.end(Extent.WHOLE));
    }

    private static String same(int records) {
        return IntStream.range(0, records)
                .mapToObj(id -> "{\"id\":" + id + ",\"at\":\"2026-11-20\"}")
                .collect(Collectors.joining(",", "[", "]"));
    }
}
