package io.qanat.table;

import io.qanat.table.db.Column;
import io.qanat.table.db.Rows;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A run's rows in Parquet files that only wait for the database. */
record SpooledRows(List<Column> columns, long count, List<Path> files) implements Rows {
    SpooledRows {
        columns = List.copyOf(columns);
        files = List.copyOf(files);
    }

    static SpooledRows of(TableWriter.Written written) {
        return new SpooledRows(
                SqlColumns.of(written.schema()),
                written.rows(),
                written.parts().stream().map(Part::file).toList());
    }

    @Override
    public void forEach(Target target) throws IOException {
        try {
            for (Path file : files) {
                new RowReader(file).read(Long.MAX_VALUE, row -> give(row, target));
            }
        } catch (UncheckedIOException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private static void give(Map<String, Object> row, Target target) {
        try {
            target.row(row);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
