package io.qanat.table.db;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** Writes the values of one type as PostgreSQL's binary format has them. Thread-safe: it has no state. */
@FunctionalInterface
interface CopyColumn {
    /** PostgreSQL counts from 2000-01-01. */
    long EPOCH_DAY = 10_957;

    /** Days of 86,400 seconds of a million microseconds. */
    long EPOCH_MICROS = EPOCH_DAY * 86_400 * 1_000_000;

    /** The version that stands before a jsonb. */
    int JSONB = 1;

    /** Writes a value that isn't null. */
    void write(Object value, CopyBuffer to);

    static CopyColumn of(ColumnType type) {
        if (type instanceof ColumnType.Decimal) {
            return (value, to) -> decimal((BigDecimal) value, to);
        }
        if (!(type instanceof ColumnType.Scalar scalar)) {
            return (value, to) -> json(JsonText.of(type, value), to);
        }
        return switch (scalar) {
            case INT64 -> (value, to) -> to.putLong((Long) value);
            case DOUBLE -> (value, to) -> to.putLong(Double.doubleToRawLongBits((Double) value));
            case BOOLEAN -> (value, to) -> to.putByte((Boolean) value ? 1 : 0);
            case TEXT -> (value, to) -> to.putText(PostgresText.clean((String) value));
            case JSON -> (value, to) -> json((String) value, to);
            case TIMESTAMP -> (value, to) -> to.putLong(micros((Instant) value));
            case LOCAL_TIMESTAMP ->
                (value, to) -> to.putLong(micros(((LocalDateTime) value).toInstant(ZoneOffset.UTC)));
            case DATE -> (value, to) -> to.putInt((int) (((LocalDate) value).toEpochDay() - EPOCH_DAY));
        };
    }

    private static void json(String text, CopyBuffer to) {
        to.putByte(JSONB);
        to.putText(PostgresText.cleanJson(text));
    }

    private static long micros(Instant moment) {
        return moment.getEpochSecond() * 1_000_000 + moment.getNano() / 1_000 - EPOCH_MICROS;
    }

    /** A numeric is digits to the base of 10,000, the place of the first, a sign, and how many decimal digits are shown. */
    private static void decimal(BigDecimal value, CopyBuffer to) {
        BigInteger base = BigInteger.valueOf(10_000);
        int scale = Math.max(0, value.scale());
        int groupsAfterPoint = (scale + 3) / 4;
        BigInteger rest = value.abs().setScale(groupsAfterPoint * 4).unscaledValue();
        List<Integer> digits = new ArrayList<>();
        while (rest.signum() != 0) {
            BigInteger[] parts = rest.divideAndRemainder(base);
            digits.add(parts[1].intValue());
            rest = parts[0];
        }
        to.putShort(digits.size());
        to.putShort(digits.size() - groupsAfterPoint - 1);
        to.putShort(value.signum() < 0 ? 0x4000 : 0);
        to.putShort(scale);
        for (int i = digits.size() - 1; i >= 0; i--) {
            to.putShort(digits.get(i));
        }
    }
}
