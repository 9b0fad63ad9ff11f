package io.qanat.page;

import static io.qanat.page.Bodies.answer;
import static io.qanat.page.Bodies.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** The same records in each form are the same rows, and a page of them the same array. */
class SameRowsTest {

    @Property(tries = 300)
    void records_of_text_are_the_same_in_every_form(@ForAll("tables") List<List<String>> table) throws IOException {
        ArrayNode expected = records(table);
        String json = expected.toString();
        String lines = table.size() == 1 ? "" : lines(expected);
        assertThat(rows(Bodies.JSON, json)).isEqualTo(expected);
        assertThat(rows(Bodies.JSON, "{\"data\":" + json + "}", "records", "/data"))
                .isEqualTo(expected);
        assertThat(rows(Bodies.LINES, lines)).isEqualTo(expected);
        for (String separator : List.of(",", ";", "\t")) {
            assertThat(rows(Bodies.CSV, csv(table, separator))).isEqualTo(expected);
        }
        assertThat(rows(Bodies.XML, xml(expected), "records", "/rows/row")).isEqualTo(expected);
    }

    @Property(tries = 300)
    void any_json_is_the_same_as_lines_and_as_an_array(@ForAll("values") List<ObjectNode> values) throws IOException {
        ArrayNode expected = Json.MAPPER.createArrayNode().addAll(values);
        assertThat(rows(Bodies.JSON, expected.toString())).isEqualTo(expected);
        assertThat(rows(Bodies.LINES, lines(expected))).isEqualTo(expected);
        assertThat(rows(Bodies.LINES, lines(expected).replace("\n", " "))).isEqualTo(expected);
    }

    private static JsonNode rows(String type, String body, String... settings) throws IOException {
        Page page = Walks.pagination(settings).accept(answer(type, utf8(body)));
        JsonNode rows = PageConverters.toJsonNode(page);
        assertThat(rows).hasSize(page.size());
        assertThat(Json.MAPPER.readTree(PageConverters.toBytes(page))).isEqualTo(rows);
        assertThat(Json.MAPPER.readTree(PageConverters.toStream(page))).isEqualTo(rows);
        return rows;
    }

    private static ArrayNode records(List<List<String>> table) {
        ArrayNode records = Json.MAPPER.createArrayNode();
        List<String> names = table.get(0);
        for (List<String> row : table.subList(1, table.size())) {
            ObjectNode record = records.addObject();
            for (int i = 0; i < names.size(); i++) {
                record.put(names.get(i), row.get(i).isEmpty() ? null : row.get(i));
            }
        }
        return records;
    }

    private static String lines(ArrayNode records) throws JsonProcessingException {
        StringBuilder lines = new StringBuilder();
        for (JsonNode record : records) {
            lines.append(Json.MAPPER.writeValueAsString(record)).append('\n');
        }
        return lines.toString();
    }

    private static String csv(List<List<String>> table, String separator) {
        return table.stream()
                .map(row -> row.stream()
                        .map(value -> "\"" + value.replace("\"", "\"\"") + "\"")
                        .collect(Collectors.joining(separator)))
                .collect(Collectors.joining("\r\n"));
    }

    private static String xml(ArrayNode records) {
        StringBuilder xml = new StringBuilder("<?xml version=\"1.0\"?>\n<rows>");
        for (JsonNode record : records) {
            xml.append("\n <row>");
            for (Map.Entry<String, JsonNode> field : record.properties()) {
                xml.append('<').append(field.getKey()).append('>');
                xml.append(escaped(field.getValue().asText("")));
                xml.append("</").append(field.getKey()).append('>');
            }
            xml.append("</row>");
        }
        return xml.append("\n</rows>\n").toString();
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\r", "&#13;");
    }

    /** A header of different names and rows of as many texts; blank texts are null in XML, so there are none but empty ones. */
    @Provide
    Arbitrary<List<List<String>>> tables() {
        Arbitrary<String> name =
                Arbitraries.strings().withChars("abcé_").ofMinLength(1).ofMaxLength(6);
        Arbitrary<String> text = Arbitraries.of(
                        "a", "é", "€", "😀", " ", ",", ";", "\t", "\"", "'", "<", ">", "&", "\r", "\n", "\\", "]]>",
                        "{")
                .list()
                .ofMaxSize(8)
                .map(parts -> String.join("", parts))
                .map(value -> value.isBlank() ? "" : value);
        return Arbitraries.integers().between(2, 5).flatMap(width -> Combinators.combine(
                        name.list().uniqueElements().ofSize(width),
                        text.list().ofSize(width).list().ofMaxSize(6))
                .as(SameRowsTest::table));
    }

    private static List<List<String>> table(List<String> names, List<List<String>> rows) {
        List<List<String>> table = new ArrayList<>();
        table.add(names);
        table.addAll(rows);
        return table;
    }

    @Provide
    Arbitrary<List<ObjectNode>> values() {
        Arbitrary<JsonNode> scalar = Arbitraries.of(
                        "1", "-0.50", "1e400", "true", "null", "\"x\\n\\\"\"", "\"😀\"", "[]", "{}", "[1,{\"a\":[2]}]")
                .map(SameRowsTest::read);
        return Arbitraries.maps(Arbitraries.of("a", "b", "long name", ""), scalar)
                .ofMaxSize(4)
                .map(fields -> (ObjectNode) Json.MAPPER.createObjectNode().setAll(fields))
                .list()
                .ofMaxSize(6);
    }

    private static JsonNode read(String json) {
        try {
            return Json.MAPPER.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
