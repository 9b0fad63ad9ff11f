package io.qanat.table;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The columns that a table makes of records, found by writing them; for the manual. */
public final class WrittenColumns {
    private WrittenColumns() {}

    /** A line for each column: name and type. */
    public static List<String> of(List<String> records) throws IOException {
        Path folder = Files.createTempDirectory("qanat");
        try {
            Tables.run(Tables.settings(folder), "r1", false, Tables.page(records));
            return Tables.table(folder).schema();
        } finally {
            Tables.HASTY.deleteTree(folder);
        }
    }
}
