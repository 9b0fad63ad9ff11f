package io.qanat.table;

import io.qanat.table.db.Column;
import io.qanat.table.db.ColumnType;
import io.qanat.table.db.DuckDbNames;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A table's published files as a query of DuckDB's: exactly those that the manifest lists, with the manifest's types where
 * the files don't tell them. A column whose values name the folders comes last.
 */
final class DuckDbSource {
    private final Manifest manifest;
    private final List<Column> columns;
    private final @Nullable String folder;

    DuckDbSource(Manifest manifest) {
        this.manifest = manifest;
        this.columns = SqlColumns.of(Type.known(manifest.schema()));
        this.folder = folder(manifest);
    }

    /** The column that isn't in the files; null if all are. */
    private static @Nullable String folder(Manifest manifest) {
        PartitionBy by = manifest.partitionBy();
        Field field = by == null || by.unit() != PartitionBy.Unit.VALUE
                ? null
                : manifest.schema().field(by.field());
        return field == null || field.type() instanceof Type.Unknown ? null : field.column();
    }

    /** The query over these files, which are the manifest's. */
    String select(List<Path> files) {
        if (files.isEmpty()) {
            return nothing();
        }
        String list = files.stream().map(DuckDbNames::file).collect(Collectors.joining(", ", "[", "]"));
        return "select *" + replaced() + " from " + reader(list);
    }

    private String nothing() {
        return columns.isEmpty()
                ? "select null as nothing where false"
                : columns.stream()
                        .map(column ->
                                "null::" + DuckDbNames.type(column.type()) + " as " + DuckDbNames.quoted(column.name()))
                        .collect(Collectors.joining(", ", "select ", " where false"));
    }

    private String reader(String files) {
        String hive =
                ", hive_partitioning = " + (folder != null) + (folder == null ? "" : ", hive_types_autocast = false");
        return switch (manifest.format()) {
            case PARQUET -> "read_parquet(" + files + ", union_by_name = true" + hive + ")";
            case JSONL ->
                "read_json(" + files + ", format = 'newline_delimited', maximum_object_size = 268435456, columns = "
                        + types(false) + hive + ")";
            case CSV ->
                "read_csv(" + files + ", auto_detect = false, header = true, delim = ',', quote = '\"', escape = '\"',"
                        + " nullstr = '', allow_quoted_nulls = false, columns = " + types(true) + hive + ")";
        };
    }

    /** The columns of the files. In CSV nested values are JSON. */
    private String types(boolean csv) {
        return columns.stream()
                .filter(column -> !column.name().equals(folder))
                .map(column -> DuckDbNames.literal(column.name()) + ": "
                        + DuckDbNames.literal(csv && column.type().nested() ? "JSON" : DuckDbNames.type(column.type())))
                .collect(Collectors.joining(", ", "{", "}"));
    }

    private String replaced() {
        List<String> casts = new ArrayList<>();
        for (Column column : columns) {
            boolean nested = manifest.format() == Format.CSV && column.type().nested();
            if (nested || Objects.equals(column.name(), folder)) {
                casts.add(cast(column));
            }
        }
        return casts.isEmpty() ? "" : " replace (" + String.join(", ", casts) + ")";
    }

    private static String cast(Column column) {
        String name = DuckDbNames.quoted(column.name());
        String type = DuckDbNames.type(column.type());
        return "cast(" + name + (column.type() == ColumnType.Scalar.TEXT ? " as VARCHAR)" : " as " + type + ")")
                + " as " + name;
    }
}
