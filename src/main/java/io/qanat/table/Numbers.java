package io.qanat.table;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/** Numbers of JSON as a double or a scaled integer, if that loses nothing. */
final class Numbers {
    /** Integers up to here are doubles without rounding. */
    static final long EXACT = 1L << 53;

    /** What {@link #toDouble} gives for a number that no double holds. */
    static final double NONE = Double.NaN;

    /** So many digits any double gives back. */
    private static final int SAFE_DIGITS = 15;

    private static final double[] POWERS = {
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15
    };

    private Numbers() {}

    /** Whether an integer can be a double without rounding. */
    static boolean exact(long number) {
        return number >= -EXACT && number <= EXACT;
    }

    /**
     * The double nearest to a JSON number with fraction or exponent, if it gives the digits back that were written: rounded
     * to as many, it is the number again. {@link #NONE} if it doesn't, or if the number is too large.
     */
    static double toDouble(char[] c, int from, int length) {
        int at = from;
        int to = from + length;
        boolean negative = c[at] == '-';
        if (negative) {
            at++;
        }
        long digits = 0;
        int scale = 0;
        boolean point = false;
        for (; at < to; at++) {
            if (c[at] == '.') {
                point = true;
            } else if (c[at] < '0' || c[at] > '9' || length > SAFE_DIGITS + 1) {
                return slowly(new String(c, from, length));
            } else {
                digits = digits * 10 + (c[at] - '0');
                scale += point ? 1 : 0;
            }
        }
        // Both are exact, and IEEE 754 division rounds to the nearest: so does this (Clinger's fast path).
        double value = digits / POWERS[scale];
        return negative ? -value : value;
    }

    private static double slowly(String text) {
        double value = Double.parseDouble(text);
        if (Double.isInfinite(value)) {
            return NONE;
        }
        try {
            BigDecimal written = new BigDecimal(text);
            return givesBack(value, written) ? value : NONE;
        } catch (NumberFormatException e) {
            return NONE; // an exponent beyond an int's: a double holds none such but zero
        }
    }

    private static boolean givesBack(double value, BigDecimal written) {
        if (value == 0 || written.signum() == 0) {
            return written.signum() == 0;
        }
        BigDecimal stripped = written.stripTrailingZeros();
        if (stripped.precision() <= SAFE_DIGITS && Math.abs(value) >= Double.MIN_NORMAL) {
            return true;
        }
        MathContext digits = new MathContext(stripped.precision(), RoundingMode.HALF_EVEN);
        return new BigDecimal(value).round(digits).compareTo(stripped) == 0;
    }

    /** The number as an integer of that scale, or null if it has more digits than the type. */
    static @Nullable BigInteger unscaled(BigDecimal number, Type.Decimal type) {
        // Only a number of sane exponent is scaled: 1e999999 would fill the memory with zeros.
        BigDecimal stripped = number.stripTrailingZeros();
        if (stripped.scale() > type.scale()
                || (long) stripped.precision() - stripped.scale() > type.precision() - type.scale()) {
            return stripped.signum() == 0 ? BigInteger.ZERO : null;
        }
        return stripped.setScale(type.scale()).unscaledValue();
    }
}
