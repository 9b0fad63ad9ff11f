package io.qanat.table.db;

/** What in a column marks a row as the deletion of its key: anything but null, false, the empty string and zero. */
final class DeletionMark {
    private DeletionMark() {}

    /** A condition, which is never null. */
    static String condition(String column, ColumnType type) {
        String marks = type instanceof ColumnType.Scalar scalar
                ? of(column, scalar)
                : type instanceof ColumnType.Decimal ? column + " <> 0" : column + " is not null";
        return "coalesce(" + marks + ", false)";
    }

    private static String of(String column, ColumnType.Scalar type) {
        return switch (type) {
            case BOOLEAN -> column;
            case INT64, DOUBLE -> column + " <> 0";
            case TEXT -> column + " not in ('', 'false')";
            case JSON ->
                "cast(" + column + " as varchar) not in ('null', 'false', '\"\"', '\"false\"', '0', '0.0', '-0.0')";
            case TIMESTAMP, LOCAL_TIMESTAMP, DATE -> column + " is not null";
        };
    }
}
