package io.qanat.table;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The closed files with which a run is to be prepared.
 *
 * @param pull the pull that publishes it, also after a crash; null if nobody would
 * @param format how they were written
 * @param partitionBy what deals rows out to folders; null if nothing does
 * @param schema the table's schema after it
 * @param parts the run's own, in the order of their rows
 * @param rows how many rows those have
 * @param replaces whether the earlier runs' files go
 * @param rewritten what takes the place of earlier runs' files
 */
record NewFiles(
        @Nullable String pull,
        PartFormat format,
        @Nullable PartitionBy partitionBy,
        Type.Struct schema,
        List<Part> parts,
        long rows,
        boolean replaces,
        List<Merge.Replacement> rewritten) {
    NewFiles {
        parts = List.copyOf(parts);
        rewritten = List.copyOf(rewritten);
    }
}
