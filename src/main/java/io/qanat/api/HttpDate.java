package io.qanat.api;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Dates of HTTP header fields in all three forms (RFC 9110 §5.6.7). A wrong day of the week is overlooked. */
final class HttpDate {
    private static final List<String> MONTHS =
            List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");
    private static final String TIME = "(?<hour>\\d\\d):(?<minute>\\d\\d):(?<second>\\d\\d)";

    /** Sun, 06 Nov 1994 08:49:37 GMT. */
    private static final Pattern IMF =
            Pattern.compile("\\w{3}, (?<day>\\d{1,2}) (?<month>\\w{3}) (?<year>\\d{4}) " + TIME + " (?:GMT|UTC)");

    /** Sunday, 06-Nov-94 08:49:37 GMT. */
    private static final Pattern RFC_850 =
            Pattern.compile("\\w{6,9}, (?<day>\\d\\d)-(?<month>\\w{3})-(?<year>\\d\\d) " + TIME + " GMT");

    /** Sun Nov 6 08:49:37 1994, the day padded with a space. */
    private static final Pattern ASCTIME =
            Pattern.compile("\\w{3} (?<month>\\w{3}) (?<day>[ \\d]\\d) " + TIME + " (?<year>\\d{4})");

    private HttpDate() {}

    /**
     * The date in the text, or nothing.
     *
     * @param now decides the century of a year with two digits: at most 50 years ahead
     */
    static Optional<Instant> parse(String text, Instant now) {
        for (Pattern form : List.of(IMF, RFC_850, ASCTIME)) {
            Matcher matcher = form.matcher(text.strip());
            if (matcher.matches()) {
                return instant(matcher, now);
            }
        }
        return Optional.empty();
    }

    private static Optional<Instant> instant(Matcher matcher, Instant now) {
        try {
            int month = MONTHS.indexOf(matcher.group("month").toLowerCase(Locale.ROOT)) + 1;
            return Optional.of(LocalDateTime.of(
                            year(matcher, now),
                            month,
                            number(matcher, "day"),
                            number(matcher, "hour"),
                            number(matcher, "minute"),
                            Math.min(number(matcher, "second"), 59)) // 60 is a leap second
                    .toInstant(ZoneOffset.UTC));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static int year(Matcher matcher, Instant now) {
        int year = number(matcher, "year");
        if (matcher.group("year").length() == 4) {
            return year;
        }
        int thisYear = now.atOffset(ZoneOffset.UTC).getYear();
        int full = thisYear - thisYear % 100 + 100 + year;
        while (full > thisYear + 50) {
            full -= 100;
        }
        return full;
    }

    private static int number(Matcher matcher, String group) {
        return Integer.parseInt(matcher.group(group).strip());
    }
}
