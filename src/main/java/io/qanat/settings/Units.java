package io.qanat.settings;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations and sizes as users write them: always with a unit, so that 30 is never taken for something else. */
public final class Units {
    private static final Pattern NUMBER_AND_UNIT = Pattern.compile("(\\d{1,12}(?:\\.\\d{1,9})?)\\s*([A-Za-z]+)");
    private static final Map<String, BigDecimal> MILLIS = Map.of(
            "ms", BigDecimal.ONE,
            "s", BigDecimal.valueOf(1_000),
            "m", BigDecimal.valueOf(60_000),
            "h", BigDecimal.valueOf(3_600_000),
            "d", BigDecimal.valueOf(86_400_000));
    private static final Map<String, Long> BYTES =
            Map.of("b", 1L, "kib", 1L << 10, "mib", 1L << 20, "gib", 1L << 30, "kb", 1_000L, "mb", 1_000_000L);

    private Units() {}

    /**
     * Reads {@code 500ms}, {@code 30s}, {@code 1.5m}, {@code 2h} or {@code 7d}.
     *
     * @throws IllegalArgumentException with what is allowed, if the text is anything else
     */
    public static Duration duration(String text) {
        Matcher matcher = NUMBER_AND_UNIT.matcher(text.strip());
        if (!matcher.matches() || !MILLIS.containsKey(matcher.group(2))) {
            throw new IllegalArgumentException(
                    "\"" + text + "\" is not a duration: write a number with a unit, such as 500ms, 30s, 5m, 2h or 1d");
        }
        BigDecimal millis = new BigDecimal(matcher.group(1)).multiply(MILLIS.get(matcher.group(2)));
        return Duration.ofNanos(millis.movePointRight(6).longValue());
    }

    /**
     * Reads {@code 64MiB}, {@code 512KiB}, {@code 1GiB}, {@code 10MB} or {@code 100B} as a number of bytes.
     *
     * @throws IllegalArgumentException with what is allowed, if the text is anything else
     */
    public static long bytes(String text) {
        Matcher matcher = NUMBER_AND_UNIT.matcher(text.strip());
        Long unit = matcher.matches() ? BYTES.get(matcher.group(2).toLowerCase(Locale.ROOT)) : null;
        if (unit == null) {
            throw new IllegalArgumentException(
                    "\"" + text + "\" is not a size: write a number with a unit, such as 512KiB, 64MiB or 1GiB");
        }
        BigDecimal bytes = new BigDecimal(matcher.group(1)).multiply(BigDecimal.valueOf(unit));
        if (bytes.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0) {
            throw new IllegalArgumentException("\"" + text + "\" is more than any disk holds");
        }
        return bytes.longValue();
    }
}
