package io.qanat.pull;

import io.qanat.settings.Parameters;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TimeZone;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * When a pull runs: by a cron expression, at an interval, or only by hand.
 *
 * @param cron in Quartz's form, or null
 * @param every the interval, or null
 */
public record Schedule(@Nullable String cron, @Nullable Duration every) {
    /** Quartz fires a trigger without a schedule at once; this one, which is decades away, stands for "by hand". */
    static final String BY_HAND = "0 0 0 1 1 ? 2099";

    private static final List<String> WEEKDAYS = List.of("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN");
    private static final Pattern NUMBER = Pattern.compile("(?<![/\\d])\\d+");

    /** Reads {@code cron}, {@code every} and {@code timeZone}, and notes what is wrong with them. */
    static Schedule read(Parameters parameters) {
        Duration every = parameters.duration("every");
        if (every != null && parameters.has("cron")) {
            parameters.problem("every", "can't be given together with cron: take one of them out");
        }
        String zone = parameters.text("timeZone");
        if (!zone.isEmpty() && !List.of(TimeZone.getAvailableIDs()).contains(zone)) {
            parameters.problem(
                    "timeZone", "\"" + zone + "\" is not a time zone: write one such as UTC or Europe/Berlin");
        }
        return new Schedule(parameters.parsed("cron", Schedule::quartz), every);
    }

    /** The value of the trigger's {@code cron}; null where the interval counts. */
    @Nullable
    String trigger() {
        return cron != null ? cron : every != null ? null : BY_HAND;
    }

    /** Whether it ever runs by itself. */
    public boolean scheduled() {
        return cron != null || every != null;
    }

    /**
     * Quartz's form of a cron expression of six or seven fields (its own) or of five (crontab's: weekdays from 0 for Sunday).
     *
     * @throws IllegalArgumentException with what is wrong
     */
    static String quartz(String cron) {
        String[] fields = cron.strip().split("\\s+");
        String expression = fields.length == 5 ? fromCrontab(cron, fields) : cron.strip();
        try {
            CronText.check(expression);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "\"" + cron + "\" is not a cron expression (" + e.getMessage()
                            + "); write one such as 0 0/15 * * * ? (every 15 minutes)",
                    e);
        }
        return expression;
    }

    private static String fromCrontab(String cron, String[] fields) {
        String day = fields[2];
        String weekday = fields[4];
        if (!day.equals("*") && !weekday.equals("*")) {
            throw new IllegalArgumentException(
                    "\"" + cron
                            + "\" names a day of the month and a day of the week, which Quartz can't join; write two pulls or one of them as *");
        }
        boolean byWeekday = !weekday.equals("*");
        return String.join(
                " ",
                "0",
                fields[0],
                fields[1],
                byWeekday ? "?" : day,
                fields[3],
                byWeekday ? weekdayNames(weekday) : "?");
    }

    /** Crontab counts weekdays from 0 and Quartz from 1; names are the same in both. */
    private static String weekdayNames(String field) {
        return NUMBER.matcher(field).replaceAll(Schedule::weekdayName);
    }

    private static String weekdayName(java.util.regex.MatchResult number) {
        int day = Integer.parseInt(number.group());
        return day < WEEKDAYS.size() ? WEEKDAYS.get(day) : Matcher.quoteReplacement(number.group());
    }

    /** A schedule out of the two texts alone; by hand if they are wrong, which the pull's own settings tell. */
    static Schedule of(String cron, String every) {
        Parameters parameters = new Parameters("schedule", Map.of("cron", cron, "every", every));
        Schedule schedule = read(parameters);
        return parameters.problems().isEmpty() ? schedule : new Schedule(null, null);
    }
}
