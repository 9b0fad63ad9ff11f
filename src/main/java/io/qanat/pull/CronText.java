package io.qanat.pull;

import java.text.ParseException;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.quartz.CronExpression;

/** Says what is wrong with a cron expression of Quartz, and in which of its fields. */
final class CronText {
    private static final List<String> FIELDS =
            List.of("seconds", "minutes", "hours", "day of the month", "month", "day of the week", "year");
    private static final List<String> ANY = List.of("0", "0", "0", "*", "*", "?", "*");
    private static final int LEAST = 6;
    private static final int DAY_OF_WEEK = 5;

    private CronText() {}

    /**
     * Checks an expression of six or seven fields.
     *
     * @throws IllegalArgumentException with the field that is wrong, or because it never fires again
     */
    static void check(String expression) {
        String[] fields = expression.split("\\s+");
        if (fields.length < LEAST || fields.length > FIELDS.size()) {
            throw new IllegalArgumentException("it has " + fields.length + (fields.length == 1 ? " field" : " fields")
                    + " and needs six (seconds minutes hours day month weekday), or crontab's five");
        }
        for (int i = 0; i < fields.length; i++) {
            checkField(fields, i);
        }
        Date next = parsed(expression).getNextValidTimeAfter(Date.from(Instant.now()));
        if (next == null) {
            throw new IllegalArgumentException("it never fires again");
        }
    }

    /** Puts one field into an expression that is right. */
    private static void checkField(String[] fields, int at) {
        String[] others = ANY.subList(0, fields.length).toArray(String[]::new);
        others[at] = fields[at];
        if (at == DAY_OF_WEEK && !fields[at].equals("?")) {
            others[3] = "?";
        }
        if (at == 3 && fields[at].equals("?")) {
            others[DAY_OF_WEEK] = "*";
        }
        try {
            parsed(String.join(" ", others));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(FIELDS.get(at) + " \"" + fields[at] + "\": " + e.getMessage(), e);
        }
    }

    private static CronExpression parsed(String expression) {
        try {
            return new CronExpression(expression);
        } catch (ParseException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }
}
