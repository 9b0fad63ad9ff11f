package io.qanat.table;

import io.qanat.table.db.Column;
import io.qanat.table.db.ColumnType;
import java.util.ArrayList;
import java.util.List;

/** A table's schema as columns of a database. */
final class SqlColumns {
    private SqlColumns() {}

    /** Columns in the order of the Parquet schema's, of a schema in which every type is known. */
    static List<Column> of(Type.Struct schema) {
        List<Column> columns = new ArrayList<>();
        for (Field field : schema.fields()) {
            if (!(field.type() instanceof Type.Unknown)) {
                columns.add(new Column(field.column(), type(field.type())));
            }
            if (field.text() != null) {
                columns.add(new Column(field.text(), ColumnType.Scalar.TEXT));
            }
        }
        return columns;
    }

    private static ColumnType type(Type type) {
        if (type instanceof Type.Struct struct) {
            return new ColumnType.Struct(of(struct));
        }
        if (type instanceof Type.ListOf list) {
            return new ColumnType.ListOf(type(list.element()));
        }
        if (type instanceof Type.MapOf map) {
            return new ColumnType.MapOf(type(map.value()));
        }
        if (type instanceof Type.Decimal decimal) {
            return new ColumnType.Decimal(decimal.precision(), decimal.scale());
        }
        return scalar(((Type.Scalar) type).kind());
    }

    private static ColumnType scalar(Kind kind) {
        return switch (kind) {
            case INT64, WIDE_INT64 -> ColumnType.Scalar.INT64;
            case DOUBLE -> ColumnType.Scalar.DOUBLE;
            case BOOLEAN -> ColumnType.Scalar.BOOLEAN;
            case STRING -> ColumnType.Scalar.TEXT;
            case JSON -> ColumnType.Scalar.JSON;
            case TIMESTAMP -> ColumnType.Scalar.TIMESTAMP;
            case LOCAL_TIMESTAMP -> ColumnType.Scalar.LOCAL_TIMESTAMP;
            case DATE -> ColumnType.Scalar.DATE;
        };
    }
}
