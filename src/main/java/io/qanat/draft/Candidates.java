package io.qanat.draft;

import io.qanat.page.Page;
import io.qanat.table.TableSample;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The fields of a page that may serve as a table's key and a pull's bookmark.
 *
 * @param key a field that is there in each record with another value; empty if there is none of a usual name
 * @param changed a moment of a usual name; empty if there is none
 */
record Candidates(String key, String changed) {
    private static final int MOST = 10_000;
    private static final List<String> KEYS = List.of("id", "uuid", "_id", "guid", "key", "ID", "Id");
    private static final List<String> CHANGED = List.of(
            "updated_at",
            "updatedAt",
            "modified_at",
            "modifiedAt",
            "last_modified",
            "lastModified",
            "last_updated",
            "updated",
            "modified",
            "changed_at",
            "created_at",
            "createdAt",
            "created");

    static Candidates of(Page page) throws IOException {
        TableSample sample = TableSample.of(page, "new", Map.of(), MOST);
        List<String> names =
                sample.columns().stream().map(TableSample.Column::name).toList();
        List<String> moments = sample.columns().stream()
                .filter(column -> column.type().matches("timestamp|local-timestamp|date|int64"))
                .map(TableSample.Column::name)
                .toList();
        return new Candidates(
                KEYS.stream()
                        .filter(names::contains)
                        .filter(name -> unique(name, sample))
                        .findFirst()
                        .orElse(""),
                CHANGED.stream().filter(moments::contains).findFirst().orElse(""));
    }

    private static boolean unique(String name, TableSample sample) {
        Set<Object> seen = new HashSet<>();
        return sample.rows().stream().allMatch(row -> {
            Object value = row.get(name);
            return (value instanceof String || value instanceof Number) && seen.add(value);
        });
    }
}
