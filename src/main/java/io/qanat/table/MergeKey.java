package io.qanat.table;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a merge goes by.
 *
 * @param columns the columns that make a row's identity, by their names in the files
 * @param deleted the field that marks the deletion of a row; null if none does
 */
record MergeKey(List<String> columns, @Nullable String deleted) {
    MergeKey {
        columns = List.copyOf(columns);
    }

    /** As messages name it. */
    String written() {
        return String.join(", ", columns);
    }
}
