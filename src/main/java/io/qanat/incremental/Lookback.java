package io.qanat.incremental;

import io.qanat.incremental.Position.Moment;
import io.qanat.incremental.Position.Numeric;
import io.qanat.settings.Units;
import java.math.BigDecimal;
import java.time.Duration;

/**
 * How far before the bookmark a run begins, for records that the API shows late. Immutable.
 *
 * @param time for moments
 * @param ids for numbers
 * @param text as it was written
 */
record Lookback(Duration time, BigDecimal ids, String text) {
    static final Lookback NONE = new Lookback(Duration.ZERO, BigDecimal.ZERO, "");

    /**
     * Reads a duration such as {@code 1h}, or a whole number of ids.
     *
     * @throws IllegalArgumentException with what is allowed, if the text is neither
     */
    static Lookback of(String text) {
        if (text.matches("\\d{1,18}")) {
            return new Lookback(Duration.ZERO, new BigDecimal(text), text);
        }
        return new Lookback(Units.duration(text), BigDecimal.ZERO, text);
    }

    boolean none() {
        return time.isZero() && ids.signum() == 0;
    }

    /** Whether positions of that kind can be looked back from. */
    boolean fits(FieldKind kind) {
        return switch (kind) {
            case TIME -> ids.signum() == 0;
            case ID -> time.isZero();
            case TEXT -> none();
        };
    }

    /** The position that lies so far before; of a kind that {@linkplain #fits fits}. */
    Position before(Position position) {
        if (position instanceof Moment moment) {
            return moment.at(moment.at().minus(time));
        }
        return position instanceof Numeric id ? new Numeric(id.number().subtract(ids)) : position;
    }

    /** Why it doesn't fit values of that kind. */
    String mistake(FieldKind kind) {
        return "\"" + text + "\" does not fit, as the field holds " + Values.plural(kind) + ": "
                + switch (kind) {
                    case TIME -> "write a duration such as 1h";
                    case ID -> "write how many ids as a whole number, such as 1000";
                    case TEXT -> "leave it out, since there is no distance between texts";
                };
    }
}
