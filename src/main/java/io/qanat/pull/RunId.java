package io.qanat.pull;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Names of runs: the second of their begin and four hexadecimal digits, such as {@code 20261123T100000Z-04af}. */
final class RunId {
    private static final DateTimeFormatter SECOND =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final Pattern FORM = Pattern.compile("(\\d{8}T\\d{6}Z)-([0-9a-f]{4})");
    private static final int LAST = 0xffff;

    /** A first run of a second leaves room for those that follow. */
    private static final int FIRST_BELOW = 0x1000;

    private RunId() {}

    /**
     * The next run's: it sorts after the one before, also if both begin within a second, or the clock was set back.
     *
     * @param before the latest run of the pull; null if there is none
     */
    static String next(Instant now, @Nullable String before) {
        String id = id(SECOND.format(now), ThreadLocalRandom.current().nextInt(FIRST_BELOW));
        return before == null || id.compareTo(before) > 0 ? id : after(before);
    }

    private static String after(String before) {
        Matcher parts = FORM.matcher(before);
        if (!parts.matches()) {
            throw new IllegalArgumentException("\"" + before + "\" is not the name of a run");
        }
        int number = Integer.parseInt(parts.group(2), 16) + 1;
        return number <= LAST
                ? id(parts.group(1), number)
                : id(SECOND.format(SECOND.parse(parts.group(1), Instant::from).plusSeconds(1)), 0);
    }

    private static String id(String second, int number) {
        return String.format(Locale.ROOT, "%s-%04x", second, number);
    }
}
