package io.qanat.table.db;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The rows of a run, complete and of one schema. Can be read again. */
public interface Rows {
    /** Their columns, in order. */
    List<Column> columns();

    /** How many there are. */
    long count();

    /** Parquet files that hold all of them, in their order, each with all columns in order. */
    List<Path> files();

    /**
     * Hands over all rows in their order, as values by column name.
     *
     * @throws IOException if they can't be read, or what the target threw
     */
    void forEach(Target target) throws IOException;

    /** Takes rows. */
    interface Target {
        /** Takes a row; a column without a value may be missing. */
        void row(Map<String, Object> values) throws IOException;
    }
}
