package io.qanat.table.db;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.qanat.page.Json;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a prepared run adds to a table, as its note in the database says.
 *
 * @param staging the database's name of the table with its rows; null if no row had a value
 * @param number its row's number, the column behind all others
 * @param mode what becomes of the rows that are there
 * @param key the columns that make a row's identity, by the database's names
 * @param deleted a condition that holds for rows that only delete their key; null if none does
 * @param version the table's version that its schema makes
 * @param before what was known of the table before
 * @param rows how many rows it has
 */
record StagedRun(
        @Nullable String staging,
        String number,
        WriteMode mode,
        List<String> key,
        @Nullable String deleted,
        long version,
        String before,
        long rows) {
    StagedRun {
        key = List.copyOf(key);
    }

    String json() {
        ObjectNode json = Json.MAPPER.createObjectNode();
        json.put("staging", staging).put("number", number).put("mode", mode.name());
        key.forEach(json.putArray("key")::add);
        json.put("deleted", deleted);
        json.put("version", version).put("before", before).put("rows", rows);
        return json.toString();
    }

    static StagedRun read(String text) throws IOException {
        JsonNode json = Json.MAPPER.readTree(text);
        List<String> key = new ArrayList<>();
        json.required("key").forEach(column -> key.add(column.textValue()));
        return new StagedRun(
                json.path("staging").textValue(),
                json.required("number").textValue(),
                WriteMode.valueOf(json.required("mode").textValue()),
                key,
                json.path("deleted").textValue(),
                json.required("version").longValue(),
                json.required("before").textValue(),
                json.required("rows").longValue());
    }
}
