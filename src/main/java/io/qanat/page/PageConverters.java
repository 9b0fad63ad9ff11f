package io.qanat.page;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.Converter;

/**
 * Camel's conversions of a page to what a user's step asks for: always an array of records, however they came. Numbers stay
 * as they were written. Thread-safe.
 */
@Converter
public final class PageConverters {
    private PageConverters() {}

    /** The records as a JSON array of trees, whose decimals are exact. */
    @Converter
    public static JsonNode toJsonNode(Page page) throws IOException {
        ArrayNode array = Json.MAPPER.createArrayNode();
        try (Page.Records records = page.records()) {
            while (records.next()) {
                JsonNode record = Json.MAPPER.readTree(records.parser());
                array.add(record);
            }
        }
        return array;
    }

    /** The records as maps with their fields in order; a record that isn't an object as what it is. */
    @Converter
    public static List<Object> toList(Page page) throws IOException {
        List<Object> list = new ArrayList<>();
        try (Page.Records records = page.records()) {
            while (records.next()) {
                list.add(Json.MAPPER.treeToValue(Json.MAPPER.readTree(records.parser()), Object.class));
            }
        }
        return list;
    }

    /** The records as the text of a JSON array. */
    @Converter
    public static String toText(Page page) throws IOException {
        return new String(toBytes(page), StandardCharsets.UTF_8);
    }

    /** The records as a JSON array in UTF-8. */
    @Converter
    public static InputStream toStream(Page page) throws IOException {
        return page.layout() == Page.Layout.ARRAY ? page.stream() : new ByteArrayInputStream(toBytes(page));
    }

    /** The records as a JSON array in UTF-8. */
    @Converter
    public static byte[] toBytes(Page page) throws IOException {
        byte[] bytes = page.stream().readAllBytes();
        return page.layout() == Page.Layout.ARRAY ? bytes : array(page, bytes);
    }

    private static byte[] array(Page page, byte[] bytes) throws IOException {
        ByteArrayOutputStream array = new ByteArrayOutputStream(bytes.length + page.size() + 2);
        char before = '[';
        int begin = 0;
        try (Page.Records records = page.records()) {
            while (records.next()) {
                int next =
                        Math.toIntExact(records.parser().currentTokenLocation().getByteOffset());
                array.write(bytes, begin, next - begin);
                array.write(before);
                begin = next;
                before = ',';
            }
        }
        array.write(bytes, begin, bytes.length - begin);
        array.write(']');
        return array.toByteArray();
    }
}
