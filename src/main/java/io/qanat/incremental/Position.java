package io.qanat.incremental;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;

/**
 * A value of the incremental field, by which records are ordered. Positions of one kind compare; equal means the same
 * moment or number, however it was spelt. Immutable.
 */
public sealed interface Position extends Comparable<Position> {
    /** What it is. */
    FieldKind kind();

    /** The exact value as a person reads and writes it: {@link #of} makes the same of it. */
    String text();

    /**
     * The position that {@link #text} stands for.
     *
     * @throws IllegalArgumentException with what is allowed, if the text isn't of that kind
     */
    static Position of(FieldKind kind, String text) {
        return switch (kind) {
            case TIME -> IsoText.read(text);
            case ID -> Numeric.of(text);
            case TEXT -> new Word(text);
        };
    }

    /**
     * A moment.
     *
     * @param at exact to the nanosecond
     * @param look how it was spelt
     */
    record Moment(Instant at, Look look) implements Position {

        /** The same spelling at another moment. */
        public Moment at(Instant other) {
            return new Moment(other, look);
        }

        @Override
        public FieldKind kind() {
            return FieldKind.TIME;
        }

        @Override
        public String text() {
            return look.expresses(at) ? look.write(at, false) : at.toString();
        }

        @Override
        public int compareTo(Position other) {
            return at.compareTo(((Moment) other).at);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Moment that && at.equals(that.at);
        }

        @Override
        public int hashCode() {
            return at.hashCode();
        }
    }

    /**
     * A number.
     *
     * @param number exact
     */
    record Numeric(BigDecimal number) implements Position {
        private static final int MOST_DIGITS = 1_000;

        /** Reads a number; one of a thousand digits or more is none. */
        static Numeric of(String text) {
            try {
                BigDecimal number = new BigDecimal(text.strip());
                if (Math.abs((long) number.scale()) + number.precision() <= MOST_DIGITS) {
                    return new Numeric(number);
                }
            } catch (NumberFormatException e) {
                // told below, like a number that is too long
            }
            throw new IllegalArgumentException("\"" + Values.shown(text) + "\" is no number");
        }

        @Override
        public FieldKind kind() {
            return FieldKind.ID;
        }

        @Override
        public String text() {
            return number.toPlainString();
        }

        @Override
        public int compareTo(Position other) {
            return number.compareTo(((Numeric) other).number);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Numeric that && number.compareTo(that.number) == 0;
        }

        @Override
        public int hashCode() {
            return number.stripTrailingZeros().hashCode();
        }
    }

    /**
     * Any other text.
     *
     * @param text as it stands
     */
    record Word(String text) implements Position {

        @Override
        public FieldKind kind() {
            return FieldKind.TEXT;
        }

        /** By code point, as UTF-8 bytes compare; {@link String#compareTo} puts surrogates before U+E000. */
        @Override
        public int compareTo(Position other) {
            int[] mine = text.codePoints().toArray();
            int[] others = ((Word) other).text.codePoints().toArray();
            return Arrays.compare(mine, others);
        }
    }
}
