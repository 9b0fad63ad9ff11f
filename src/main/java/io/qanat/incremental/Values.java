package io.qanat.incremental;

import io.qanat.incremental.Position.Moment;
import io.qanat.incremental.Position.Numeric;
import io.qanat.incremental.Position.Word;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads values of the incremental field: timestamps as moments, whole numbers as ids, other texts by code point. A number
 * in a text counts as a number up to 19 digits, so that {@code "999"} comes before {@code "1000"}, and longer ones (ids
 * whose digits happen to be no letters) stay texts. Numbers are times where the format says that values are.
 *
 * @param format how the API writes times
 */
record Values(TimeFormat format) {
    private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9]\\d{0,18})(\\.\\d{1,9})?");

    /** What is written so isn't ordered by code point: 31.01.2026, 1/31/2026, Sat, 31 Jan, /Date(1)/. */
    private static final Pattern OTHER_DATE = Pattern.compile("(?s)\\d{1,4}[./-]\\d{1,2}[./-]\\d{1,4}.*|.*[\\s()].*");

    private static final Pattern DURATION = Pattern.compile("[\\d.]+\\s*(ms|s|m|h|d)");

    private static final int MOST_SHOWN = 100;

    /**
     * The position of a value.
     *
     * @param text as it stands in the record
     * @param number whether it is a JSON number
     * @param expected what the field's other values are; null if none is known yet
     * @throws IllegalArgumentException with what was expected, if it is something else
     */
    Position read(String text, boolean number, @Nullable FieldKind expected) {
        Position position = number ? number(text) : text(text, expected);
        if (expected != null && position.kind() != expected) {
            throw new IllegalArgumentException(mixed(position, expected));
        }
        return position;
    }

    /** Why a position doesn't go with the others. */
    static String mixed(Position position, FieldKind expected) {
        return "\"" + shown(position.text()) + "\" is " + article(position.kind()) + ", but the values before are "
                + plural(expected);
    }

    /**
     * The position where a person wants to begin or end.
     *
     * @param expected what the range's other end is; null if it has none
     * @throws IllegalArgumentException with what is allowed, if it is none
     */
    Position start(String text, @Nullable FieldKind expected) {
        if (DURATION.matcher(text).matches()) {
            throw new IllegalArgumentException("\"" + text + "\" is a duration; write where to begin, such as"
                    + " 2026-01-31, 2026-01-31T10:00:00Z or an id");
        }
        return read(text, false, expected);
    }

    private Position number(String text) {
        Instant patterned = format.parsed(text);
        if (patterned != null) {
            return new Moment(patterned, look(patterned));
        }
        Numeric id = Numeric.of(text);
        return format.time() ? format.moment(id.number()) : id;
    }

    private Position text(String text, @Nullable FieldKind expected) {
        if (expected == FieldKind.TEXT) {
            return new Word(text);
        }
        Instant patterned = format.parsed(text);
        if (patterned != null) {
            return new Moment(patterned, look(patterned));
        }
        Moment moment = IsoText.moment(text);
        if (moment != null) {
            return moment;
        }
        if (NUMBER.matcher(text).matches()) {
            return number(text);
        }
        if (format.time() || expected != null || OTHER_DATE.matcher(text).matches()) {
            throw new IllegalArgumentException("\"" + shown(text) + "\" is " + unknown(expected));
        }
        return new Word(text);
    }

    private String unknown(@Nullable FieldKind expected) {
        if (expected == FieldKind.ID) {
            return "no number, but the values before are numbers";
        }
        return "no time of a known form; set incrementalFormat to the pattern of the field's values, such as"
                + " dd.MM.uuuu HH:mm";
    }

    private static Look look(Instant at) {
        return at.equals(at.truncatedTo(ChronoUnit.SECONDS)) ? Look.ISO : new Look('T', Look.MOST_DIGITS, "Z");
    }

    static String article(FieldKind kind) {
        return switch (kind) {
            case TIME -> "a time";
            case ID -> "a number";
            case TEXT -> "a text";
        };
    }

    static String plural(FieldKind kind) {
        return switch (kind) {
            case TIME -> "times";
            case ID -> "numbers";
            case TEXT -> "texts";
        };
    }

    /** A value for a message. */
    static String shown(String text) {
        return text.length() <= MOST_SHOWN ? text : text.substring(0, MOST_SHOWN) + "…";
    }
}
