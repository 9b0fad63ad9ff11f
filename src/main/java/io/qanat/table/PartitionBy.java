package io.qanat.table;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * By what a table's files are put in folders.
 *
 * @param field the field's name in the records
 * @param unit what of its value counts
 */
record PartitionBy(String field, Unit unit) {
    /** What of a value names a folder. */
    enum Unit {
        /** The value; it isn't in the files then, as Hive, Spark, DuckDB and Arrow expect. */
        VALUE(0),
        /** The month of a date or moment: {@code 2024-02}. */
        MONTH(7),
        /** The day: {@code 2024-02-29}. */
        DAY(10),
        /** The hour, in UTC if the moment has a zone: {@code 2024-02-29T13}. */
        HOUR(13);

        private final int length;

        Unit(int length) {
            this.length = length;
        }

        /** Whether values of that kind have such a part; null stands for a decimal. */
        boolean fits(@Nullable Kind kind) {
            return this == VALUE
                    || kind == Kind.TIMESTAMP
                    || kind == Kind.LOCAL_TIMESTAMP
                    || (kind == Kind.DATE && this != HOUR);
        }

        String of(String value) {
            return this == VALUE ? value : value.substring(0, length);
        }
    }

    /**
     * Reads {@code field} or {@code field:day}.
     *
     * @throws IllegalArgumentException with what is allowed
     */
    static PartitionBy parse(String text) {
        int colon = text.lastIndexOf(':');
        if (colon < 0) {
            return new PartitionBy(text, Unit.VALUE);
        }
        String unit = text.substring(colon + 1);
        for (Unit known : new Unit[] {Unit.DAY, Unit.MONTH, Unit.HOUR}) {
            if (colon > 0 && known.name().toLowerCase(Locale.ROOT).equals(unit)) {
                return new PartitionBy(text.substring(0, colon), known);
            }
        }
        throw new IllegalArgumentException(
                "\"" + text + "\" must be a field, or a field with :day, :month or :hour behind it");
    }

    /** As it was written. */
    String written() {
        return unit == Unit.VALUE ? field : field + ":" + unit.name().toLowerCase(Locale.ROOT);
    }

    /** What the files have of a table's schema: not the column whose values are the folders' names. */
    static Type.Struct inFiles(@Nullable PartitionBy by, Type.Struct table) {
        if (by == null || by.unit != Unit.VALUE || table.field(by.field) == null) {
            return table;
        }
        return new Type.Struct(table.fields().stream()
                .map(field -> field.name().equals(by.field) ? field.withType(Type.UNKNOWN) : field)
                .toList());
    }

    /** What a folder's name begins with: the column, or column and unit, as Hive writes them. */
    String folder(Type.Struct table) {
        Field known = table.field(field);
        String column = known == null ? field : known.column();
        return HiveNames.encoded(
                unit == Unit.VALUE ? column : column + "_" + unit.name().toLowerCase(Locale.ROOT));
    }
}
