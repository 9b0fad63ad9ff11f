package io.qanat.demo;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;

/** The shop's calendar. It has no present: what a record says doesn't depend on the day it is asked for. */
final class Times {
    /** When the first record was made. */
    static final Instant OPENING = Instant.parse("2026-01-01T00:00:00Z");

    /** Changes made while the shop is open are dated from here on: after all that it opened with. */
    private static final Instant CHANGES = Instant.parse("2027-01-01T00:00:00Z");

    private static final ZoneOffset SHOP_ZONE = ZoneOffset.ofHours(1);
    private static final DateTimeFormatter MILLIS = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSXXX");
    private static final long TWENTY_SECONDS = 20_000;
    private static final int THIRTY_DAYS_IN_SECONDS = 30 * 24 * 3600;
    private static final int MILLIS_IN_SECOND = 1_000;

    private Times() {}

    /** Records are made every 20 seconds. */
    static Instant created(Resource resource, long number, Draw draw) {
        return OPENING.plusMillis((number - resource.first()) * TWENTY_SECONDS + draw.below((int) TWENTY_SECONDS));
    }

    /** Within 30 days of its making; or, for a revision, when the shop was open. */
    static Instant updated(Instant created, long revision, Draw draw) {
        Instant first =
                created.plusSeconds(draw.below(THIRTY_DAYS_IN_SECONDS)).plusMillis(draw.below(MILLIS_IN_SECOND));
        return revision == 0 ? first : CHANGES.plusSeconds(revision);
    }

    static String utc(Instant instant) {
        return MILLIS.format(instant.atOffset(ZoneOffset.UTC));
    }

    static String shopTime(Instant instant) {
        return MILLIS.format(instant.atOffset(SHOP_ZONE));
    }

    static LocalDate day(Instant instant) {
        return LocalDate.ofInstant(instant.truncatedTo(ChronoUnit.SECONDS), SHOP_ZONE);
    }
}
