package io.qanat.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Records that are passed over without a parser are those that the parser finds. */
class PlainRecordsTest {
    private static final ScanPlan PLAN =
            ScanPlan.at(Place.of("/page/data"), List.of(Place.of("/next"), Place.of("/page/total")), true);

    @Property(tries = 3_000)
    void a_body_is_told_apart_as_the_parser_tells_it(
            @ForAll("bodies") String text, @ForAll @IntRange(min = 1, max = 4) int limit) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        assertThat(told(bytes, limit, true)).isEqualTo(told(bytes, limit, false));
    }

    @Property(tries = 3_000)
    void a_damaged_body_is_refused_as_the_parser_refuses_it(
            @ForAll("bodies") String text, @ForAll @IntRange(max = 400) int place, @ForAll byte damage) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        bytes[place % bytes.length] = damage;
        assertThat(told(bytes, 100, true)).isEqualTo(told(bytes, 100, false));
    }

    @Property(tries = 1_000)
    void a_body_that_is_cut_short_is_refused_as_the_parser_refuses_it(
            @ForAll("bodies") String text, @ForAll @IntRange(max = 400) int place) {
        String cut = text.substring(0, place % text.length());
        byte[] bytes = cut.getBytes(StandardCharsets.UTF_8);
        assertThat(told(bytes, 100, true)).isEqualTo(told(bytes, 100, false));
    }

    @Test
    void plain_records_are_found_without_a_parser() {
        String text = "{'page':{'total':2,'data':[{'id':1,'t':[{}]}, {'id':2} ]},'next':'x'}";
        int last = text.indexOf("{'id':2}");
        PlainRecords found = find(text);
        assertThat(found).isEqualTo(new PlainRecords(text.indexOf('['), text.indexOf(" ]") + 2, 2, last, 0));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[{'a':1,'a':2}]",
                "[{'a':1,'\\u0061':2}]",
                "[{'a':01}]",
                "[{'a':1.}]",
                "[{'a':-}]",
                "[{'a':tru}]",
                "[{'a':1}}",
                "[{'a':1,}]",
                "[{'a' 1}]",
                "[1 2]",
                "[{'a':'\\x'}]",
                "['\\u12g4']",
                "['\n']",
                "[",
                "{}",
                "[{'a':[{'b':1,'c':2},{'c':1,'b':2,'c':3}]}]"
            })
    void what_is_wrong_or_rare_is_left_to_the_parser(String records) {
        assertThat(find("{'page':{'data':" + records + "},'next':'x'}")).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[{'a':{'x':1},'b':{'x':2}},{'b':1},{'b':2,'a':3},{'c':1,'a':2}]",
                "[-0.5e+7, 0, 1E9, null, true, false, 'a\\u00e9\\n\\\"', 'é€😀', [], {}, [[[]]]]",
                "[ ]"
            })
    void what_is_plain_needs_no_parser(String records) {
        assertThat(find("{'page':{'data':" + records + "},'next':'x'}")).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"c080", "ff", "eda080", "e08080", "f08080a0", "f4908080", "80", "e282", "f09f98"})
    void text_that_is_no_utf8_is_left_to_the_parser(String hex) {
        byte[] body = "{\"page\":{\"data\":[\"________\"]}}".getBytes(StandardCharsets.US_ASCII);
        for (int i = 0; i < hex.length(); i += 2) {
            body[18 + i / 2] = (byte) Integer.parseInt(hex.substring(i, i + 2), 16);
        }
        assertThat(PlainRecords.find(Body.json(body), PLAN, 10)).isNull();
    }

    @Test
    void a_plan_that_looks_into_the_records_needs_the_parser() {
        ScanPlan plan = ScanPlan.at(Place.of("/data"), List.of(Place.of("/data/0/id")), false);
        assertThat(PlainRecords.find(body("{'data':[{'id':1}]}"), plan, 10)).isNull();
    }

    private static @Nullable PlainRecords find(String body) {
        return PlainRecords.find(body(body), PLAN, 10);
    }

    private static Body body(String text) {
        return Body.json(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }

    /** What a scan finds in a body, or why it finds nothing. */
    private static String told(byte[] bytes, long limit, boolean plain) {
        Body body = Body.json(bytes);
        try {
            PageScan scan = plain ? PageScanner.scan(body, PLAN, limit) : PageScanner.whole(body, PLAN, limit);
            return scan.form() + " " + scan.records(0) + " " + scan.at(Place.of("/next")) + " "
                    + scan.at(Place.of("/page/total"));
        } catch (IOException e) {
            return e.getClass() + ": " + e.getMessage();
        }
    }

    @Provide
    Arbitrary<String> bodies() {
        Arbitrary<String> records = values(3).list().ofMaxSize(5).map(list -> "[" + String.join(" ,", list) + "]");
        Arbitrary<String> around = Arbitraries.of(
                "{\"page\":{\"total\":3,\"data\":%s},\"next\":\"n1\"}",
                "{\"next\":\"a\\\"b\",\"page\": {\"data\" :%s ,\"total\":[4,{}]}}",
                " {\"x\":{\"page\":{\"data\":[1]}},\"page\":{\"d\":{},\"data\":%s}, \"next\":null} ",
                "{\"page\":{\"data\":%s,\"data\":[2]}}",
                "{\"page\":{\"data\":%s}}{\"page\":{\"data\":[1]}}",
                "{\"page\":{\"data\":%s}} x",
                "{\"page\":[%s],\"next\":1}",
                "{\"page\":{\"data\":{\"data\":%s}},\"next\":{\"page\":{}}}",
                "{\"p\\u0061ge\":{\"data\":%s}}");
        return Combinators.combine(around, records).as((text, array) -> text.replace("%s", array));
    }

    private static Arbitrary<String> values(int depth) {
        Arbitrary<String> scalars = Arbitraries.of(
                "1", "-2.5e3", "0", "true", "null", "\"\"", "\"a\"", "\"é\\n\"", "\"\\u00e9😀\"", "\"]\"", "\"{\\\"\"");
        if (depth == 0) {
            return scalars;
        }
        Arbitrary<String> names = Arbitraries.of("a", "b", "c", "longer name", "é", "\\n", "");
        Arbitrary<String> members =
                Combinators.combine(names, values(depth - 1)).as((n, v) -> "\"" + n + "\": " + v);
        Arbitrary<String> objects = members.list().ofMaxSize(4).map(list -> "{" + String.join(",", list) + "}");
        Arbitrary<String> arrays =
                values(depth - 1).list().ofMaxSize(3).map(list -> "[ " + String.join(",", list) + "]");
        return Arbitraries.frequencyOf(
                net.jqwik.api.Tuple.of(2, scalars),
                net.jqwik.api.Tuple.of(4, objects),
                net.jqwik.api.Tuple.of(1, arrays));
    }
}
