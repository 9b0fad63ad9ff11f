package io.qanat.table;

import static org.apache.parquet.schema.LogicalTypeAnnotation.dateType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.decimalType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.stringType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.timestampType;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.BINARY;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.BOOLEAN;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.DOUBLE;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.FIXED_LEN_BYTE_ARRAY;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.INT32;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.INT64;
import static org.apache.parquet.schema.Type.Repetition.OPTIONAL;

import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.schema.ConversionPatterns;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Types;

/**
 * The Parquet schema of a table's. Fields of no type yet have no column; a list of no type yet and an object without columns
 * get an empty one, so that they differ from null until a type is known.
 */
final class ParquetSchema {
    private static final String NAME = "record";
    private static final int DECIMAL_BYTES = 16;

    private ParquetSchema() {}

    /** The schema of files that hold these records. */
    static MessageType of(Type.Struct schema) {
        return new MessageType(NAME, fields(schema, RecordValues.FIELD));
    }

    private static List<org.apache.parquet.schema.Type> fields(Type.Struct struct, String placeholder) {
        List<org.apache.parquet.schema.Type> fields = new ArrayList<>();
        for (Field field : struct.fields()) {
            if (!(field.type() instanceof Type.Unknown)) {
                fields.add(type(field.column(), field.type()));
            }
            if (field.text() != null) {
                fields.add(text(field.text()));
            }
        }
        if (fields.isEmpty()) {
            fields.add(text(placeholder));
        }
        return fields;
    }

    private static org.apache.parquet.schema.Type type(String name, Type type) {
        if (type instanceof Type.Struct struct) {
            return new GroupType(OPTIONAL, name, fields(struct, Field.PLACEHOLDER));
        }
        if (type instanceof Type.ListOf list) {
            return ConversionPatterns.listOfElements(OPTIONAL, name, type("element", list.element()));
        }
        if (type instanceof Type.MapOf map) {
            return Types.optionalMap()
                    .key(Types.required(BINARY).as(stringType()).named("key"))
                    .value(type("value", map.value()))
                    .named(name);
        }
        if (type instanceof Type.Decimal decimal) {
            return decimal(name, decimal);
        }
        return type instanceof Type.Scalar scalar ? scalar(name, scalar.kind()) : text(name);
    }

    private static org.apache.parquet.schema.Type scalar(String name, Kind kind) {
        return switch (kind) {
            case INT64, WIDE_INT64 -> optional(name, INT64);
            case DOUBLE -> optional(name, DOUBLE);
            case BOOLEAN -> optional(name, BOOLEAN);
            case STRING, JSON -> text(name);
            case TIMESTAMP -> moment(name, true);
            case LOCAL_TIMESTAMP -> moment(name, false);
            case DATE -> Types.optional(INT32).as(dateType()).named(name);
        };
    }

    private static PrimitiveType optional(String name, PrimitiveTypeName type) {
        return Types.optional(type).named(name);
    }

    private static PrimitiveType text(String name) {
        return Types.optional(BINARY).as(stringType()).named(name);
    }

    private static PrimitiveType moment(String name, boolean utc) {
        return Types.optional(INT64).as(timestampType(utc, TimeUnit.MICROS)).named(name);
    }

    private static PrimitiveType decimal(String name, Type.Decimal decimal) {
        if (decimal.precision() <= Type.Decimal.LONG_PRECISION) {
            return Types.optional(INT64)
                    .as(decimalType(decimal.scale(), decimal.precision()))
                    .named(name);
        }
        return Types.optional(FIXED_LEN_BYTE_ARRAY)
                .length(DECIMAL_BYTES)
                .as(decimalType(decimal.scale(), decimal.precision()))
                .named(name);
    }
}
