package io.qanat.page;

import static io.qanat.page.Bodies.CSV;
import static io.qanat.page.Bodies.JSON;
import static io.qanat.page.Bodies.LINES;
import static io.qanat.page.Bodies.XML;
import static io.qanat.page.Bodies.answer;
import static io.qanat.page.Bodies.page;
import static io.qanat.page.Bodies.refused;
import static io.qanat.page.Bodies.rows;
import static io.qanat.page.Bodies.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.qanat.page.PageException.Kind;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers made to fill the stack or the memory, or to be read in two ways: handled, or refused with the reason. */
class HostileTest {
    private static final long MIB = 1 << 20;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @ParameterizedTest
    @ValueSource(strings = {"[", "{\"a\":", "[{\"a\":"})
    void nesting_without_end_is_refused(String level) {
        String deep = level.repeat(100_000);
        for (String body : List.of(deep, "[{\"id\":1},{\"x\":" + deep, "{\"data\":[{\"x\":" + deep)) {
            refused(Kind.FORMAT, JSON, body)
                    .withMessageContaining("the JSON is refused")
                    .withMessageContaining("(501)");
        }
        refused(Kind.FORMAT, LINES, "{\"id\":1}\n{\"x\":" + deep).withMessageContaining("the JSON lines is refused");
    }

    @Test
    void nesting_that_is_whole_is_refused_too() {
        refused(Kind.FORMAT, JSON, "[".repeat(100_000) + "]".repeat(100_000));
        assertThat(page(JSON, "[" + "[".repeat(499) + "]".repeat(499) + "]").size())
                .isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e400", "-1E+400", "1e999999999", "1e-999999999", "123456789012345678901234567890.5"})
    void numbers_beyond_a_double_stay_as_they_were_written(String number) throws IOException {
        Page page = page(JSON, "[{\"n\":" + number + "}]");
        assertThat(PageConverters.toText(page)).isEqualTo("[{\"n\":" + number + "}]");
        assertThat(PageConverters.toJsonNode(page).get(0).get("n").decimalValue())
                .isEqualByComparingTo(new BigDecimal(number));
    }

    @Test
    void a_number_of_a_million_digits_is_refused() {
        String digits = "7".repeat(1_000_000);
        for (String number : List.of(digits, "0." + digits, "-" + digits + "e5", "1e" + digits)) {
            refused(Kind.FORMAT, JSON, "[{\"n\":" + number + "}]").withMessageContaining("Number value length");
        }
    }

    @Test
    void an_exponent_in_a_cursor_does_not_fill_the_memory() {
        Pagination pagination = Walks.pagination("pagination", "cursor");
        long allocated =
                allocated(() -> Walks.accept(pagination, "{\"data\":[1],\"next_cursor\":1e999999999,\"total\":1e999}"));
        assertThat(allocated).isLessThan(20 * MIB);
        assertThat(FakeApi.parameter(Objects.requireNonNull(pagination.request()), "cursor", ""))
                .isEqualTo("1E+999999999");
    }

    @Test
    void an_exponent_in_a_total_is_refused() {
        refused(
                        Kind.PAGING,
                        JSON,
                        "{\"data\":[1],\"total\":1e999999999}",
                        "pagination",
                        "offset",
                        "totalFrom",
                        "/total")
                .withMessageContaining("where a whole number was expected");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[{\"id\":1,\"a\":2},{\"id\":1,\"a\":2,\"id\":3}]",
                "{\"data\":[{\"id\":1,\"id\":1}]}",
                "{\"data\":[{\"id\":1}],\"data\":[{\"id\":2}]}",
                "{\"x\":1,\"data\":[],\"x\":1}",
                "[{\"id\":1,\"a\":{\"b\":1,\"c\":{\"d\":1,\"e\":2,\"d\":3}}}]",
                "[[{\"b\":1,\"b\":2}]]",
                "[{\"\":1,\"\":2}]",
                "[{\"a\":1,\"\\u0061\":2}]",
                "{\"id\":1}\n{\"id\":1,\"id\":2}"
            })
    void a_name_that_comes_twice_in_an_object_is_refused(String body) {
        refused(Kind.FORMAT, JSON, body).withMessageContaining("comes a second time in one object, at byte ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[{\"id\":1,\"a\":{\"id\":2}},{\"id\":1}]",
                "[{\"a\":1,\"b\":2},{\"b\":1,\"a\":2},{\"b\":3},{}]",
                "[{\"a\":{\"x\":1},\"b\":{\"x\":1,\"y\":{\"x\":1}}}]",
                "[{\"A\":1,\"a\":2}]",
                "{\"data\":[{\"data\":1}],\"x\":{\"data\":2}}"
            })
    void a_name_may_come_in_several_objects(String body) {
        assertThat(page(JSON, body).size()).isPositive();
    }

    @Property(tries = 500)
    void exactly_the_records_with_a_repeated_name_are_refused(@ForAll("objects") List<List<String>> objects) {
        String body = objects.stream()
                .map(names -> names.stream()
                        .map(name -> "\"" + name + "\":{\"" + name + "\":1}")
                        .collect(Collectors.joining(",", "{", "}")))
                .collect(Collectors.joining(",", "[", "]"));
        boolean repeated = objects.stream().anyMatch(names -> new HashSet<>(names).size() < names.size());
        if (repeated) {
            refused(Kind.FORMAT, JSON, body);
        } else {
            assertThat(page(JSON, body).size()).isEqualTo(objects.size());
        }
    }

    @Provide
    Arbitrary<List<List<String>>> objects() {
        Arbitrary<String> names = Arbitraries.of("a", "b", "c", "dd", "a longer name than eight bytes", "é");
        return names.list().ofMaxSize(4).list().ofMinSize(1).ofMaxSize(8);
    }

    @Test
    void objects_of_many_names_take_bounded_memory() {
        String map =
                IntStream.range(0, 300_000).mapToObj(i -> "\"k" + i + "\":1").collect(Collectors.joining(","));
        byte[] body = utf8("[{" + map + "},{\"id\":1},{\"id\":1}]");
        assertThat(accept(body).size()).isEqualTo(3);
        refused(Kind.FORMAT, JSON, "[{" + map + "},{\"id\":1},{\"id\":1,\"id\":2}]");
    }

    @Test
    void a_name_of_ten_megabytes_is_refused() {
        String name = "n".repeat(10_000_000);
        byte[] json = utf8("[{\"" + name + "\":1}]");
        assertThat(allocated(() -> refused(Kind.FORMAT, answer(JSON, json)).withMessageContaining("Name")))
                .isLessThan(100 * MIB);
        refused(Kind.FORMAT, CSV, name + "\n1\n");
        refused(Kind.UNREADABLE, XML, "<" + name + "/>", "records", "");
    }

    @Test
    void ten_million_empty_records_take_no_memory_of_their_own() throws IOException {
        byte[] body = ("{\"data\":[{}" + ",{}".repeat(9_999_999) + "]}").getBytes(StandardCharsets.US_ASCII);
        List<Page> pages = new ArrayList<>();
        assertThat(allocated(() -> pages.add(plain(body)))).isLessThan(20 * MIB);
        assertThat(pages.get(0).size()).isEqualTo(10_000_000);
        byte[] lines = "{}\n".repeat(10_000_000).getBytes(StandardCharsets.US_ASCII);
        assertThat(allocated(() -> pages.add(plain(lines)))).isLessThan(20 * MIB);
        assertThat(pages.get(1).size()).isEqualTo(10_000_000);
        assertThat(PageConverters.toBytes(pages.get(1))).hasSize(40_000_000);
    }

    @Test
    void an_error_about_a_large_answer_is_small() {
        byte[] body = ("{\"x\":{\"y\":[{}" + ",{}".repeat(9_999_999) + "]}}").getBytes(StandardCharsets.US_ASCII);
        long allocated = allocated(() -> refused(Kind.NO_RECORDS, answer(JSON, body))
                .withMessageContaining("the answer has arrays at /x/y (10000000) (members: x)"));
        assertThat(allocated).isLessThan(20 * MIB);
    }

    @Test
    void names_in_an_error_are_cut() {
        String name = "n".repeat(40_000);
        refused(Kind.NO_RECORDS, JSON, "{\"" + name + "\":[1]}")
                .matches(e -> e.getMessage().length() < 1_000);
    }

    @Test
    void xml_takes_little_more_memory_than_its_json() {
        byte[] body = ("<o>" + "<i><id>1</id><n/></i>".repeat(500_000) + "</o>").getBytes(StandardCharsets.US_ASCII);
        Pagination pagination = Walks.pagination("records", "/o/i");
        long allocated = allocated(
                () -> assertThat(pagination.accept(answer(XML, body)).size()).isEqualTo(500_000));
        assertThat(allocated).isLessThan(400 * MIB); // read twice, the first time to count
    }

    @Test
    void xml_of_many_scattered_elements_is_read_or_refused() {
        assertThat(rows(XML, "<o>" + "<a/><b/>".repeat(400_000) + "</o>", "records", "/o/b", "maxRecords", "1"))
                .isEqualTo("[null]");
        refused(Kind.FORMAT, XML, "<o>" + "<a/><b/>".repeat(600_000) + "</o>", "records", "/o/b")
                .withMessageContaining("more than 1000000 different parts");
    }

    @Test
    void xml_that_would_be_put_in_order_again_and_again_is_refused() {
        String xml = "<x><s/>".repeat(400) + "<i/>".repeat(1_000_000) + "<t/><s/></x>".repeat(400);
        refused(Kind.FORMAT, XML, xml, "records", "/x/s").withMessageContaining("on too many levels");
        String few = "<x><s/>".repeat(50) + "<i/>".repeat(1_000_000) + "<t/><s/></x>".repeat(50);
        assertThat(page(XML, few, "records", "/x/s").size()).isEqualTo(2);
    }

    @Test
    void xml_attributes_without_end_are_refused() {
        String attributes =
                IntStream.range(0, 20_000).mapToObj(i -> " a" + i + "='1'").collect(Collectors.joining());
        refused(Kind.UNREADABLE, XML, "<o" + attributes + "/>", "records", "");
    }

    @Test
    void markup_made_to_slow_down_a_pattern_is_read_at_once() {
        refused(Kind.NO_RECORDS, XML, "<!---->".repeat(100_000) + "<title />");
        refused(Kind.NO_RECORDS, XML, "<a>" + " ".repeat(1_000_000) + "</a>", "records", "/b/c");
    }

    private static Page accept(byte[] body) {
        return Walks.pagination().accept(answer(JSON, body));
    }

    private static Page plain(byte[] body) {
        return Walks.pagination("pagination", "none").accept(answer(JSON, body));
    }

    /** Bytes that this thread asked for: more than it ever holds at a time. */
    private static long allocated(Runnable work) {
        long before = THREADS.getCurrentThreadAllocatedBytes();
        work.run();
        return THREADS.getCurrentThreadAllocatedBytes() - before;
    }

    @Test
    void names_are_forgotten_when_there_are_too_many() {
        String body = IntStream.range(0, 200_000)
                .mapToObj(i -> "{\"k" + i + "\":1,\"x\":2}")
                .collect(Collectors.joining(",", "[", "]"));
        assertThat(accept(utf8(body)).size()).isEqualTo(200_000);
        String repeated = body.replace("{\"k199999\":1,\"x\":2}", "{\"k199999\":1,\"x\":2,\"x\":3}");
        refused(Kind.FORMAT, JSON, repeated);
    }
}
