package io.qanat.table;

import io.qanat.disk.Disk;
import io.qanat.page.Page;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Short ways to write and read tables in tests. */
final class Tables {
    private Tables() {}

    static TableSettings settings(Path directory, String... options) {
        Map<String, String> values = new java.util.LinkedHashMap<>(Map.of("directory", directory.toString()));
        for (int i = 0; i < options.length; i += 2) {
            values.put(options[i], options[i + 1]);
        }
        return TableSettings.of("t", values);
    }

    /** A page of records, each written as JSON. */
    static Page page(List<String> records) {
        byte[] bytes = ("[" + String.join(",", records) + "]").getBytes(StandardCharsets.UTF_8);
        return new Page(1, bytes, 0, bytes.length, Page.Layout.ARRAY, records.size());
    }

    static Page page(String... records) {
        return page(List.of(records));
    }

    /** Doesn't wait for the disk, where what survives a loss of power isn't asked. */
    static final Disk HASTY = new Disk() {
        @Override
        public void sync(Path path) {}
    };

    /** Writes and publishes a run of these pages. */
    static TableSink run(TableSettings settings, String run, boolean appends, Page... pages) throws IOException {
        TableSink sink = TableSink.open(settings, run, null, appends, HASTY);
        try {
            for (Page page : pages) {
                sink.write(page);
            }
            sink.prepare();
            sink.publish();
            return sink;
        } finally {
            sink.release();
        }
    }

    static TableDescription table(Path directory) throws IOException {
        return TableDescription.read(directory, "t");
    }

    /** All rows of one run over these records, one page. */
    static List<Map<String, Object>> rows(Path directory, String... records) throws IOException {
        run(settings(directory), "r1", false, page(records));
        return table(directory).first(Integer.MAX_VALUE);
    }

    static List<Object> column(TableDescription table, String name) throws IOException {
        List<Object> values = new ArrayList<>();
        for (Map<String, Object> row : table.first(Integer.MAX_VALUE)) {
            values.add(row.get(name));
        }
        return values;
    }
}
