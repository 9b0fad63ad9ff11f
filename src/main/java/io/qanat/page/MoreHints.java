package io.qanat.page;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Signs in a first answer that there are more pages, whether or not they show the way there. */
final class MoreHints {
    private static final List<Place> HAS_MORE = UsualPlaces.under(UsualPlaces.HAS_MORE);
    private static final List<Place> DONE = UsualPlaces.under(UsualPlaces.DONE);
    private static final List<Place> PAGE_TOTALS =
            with(UsualPlaces.under(UsualPlaces.PAGE_TOTALS), "header:X-Total-Pages", "header:X-WP-TotalPages");
    private static final List<Place> TOTALS = with(
            UsualPlaces.under(UsualPlaces.TOTALS),
            "/hits/total/value",
            "/hits/total",
            "header:X-Total-Count",
            "header:X-Total",
            "header:X-WP-Total");
    private static final List<Place> LIMITS = UsualPlaces.under(UsualPlaces.LIMITS);
    private static final List<Place> NEXT = Stream.concat(
                    UsualPlaces.NEXT_URLS.stream(), UsualPlaces.CURSORS.stream().map(UsualPlaces.Cursor::place))
            .toList();
    private static final Pattern CONTENT_RANGE = Pattern.compile("\\w+\\s+\\d+-\\d+/(\\d{1,18})");

    /** The places in a body that the signs are read from. */
    static final List<Place> PLACES = Stream.of(HAS_MORE, DONE, PAGE_TOTALS, TOTALS, LIMITS, NEXT)
            .flatMap(List::stream)
            .toList();

    private MoreHints() {}

    /** The first sign, as half a sentence, or null. */
    static @Nullable String in(PageFacts facts) {
        List<String> hints = new ArrayList<>();
        HAS_MORE.forEach(place -> hint(hints, place, facts, saysTrue(facts.at(place))));
        DONE.forEach(place -> hint(hints, place, facts, saysFalse(facts.at(place))));
        PAGE_TOTALS.forEach(place -> hint(hints, place, facts, above(facts.at(place), 1)));
        TOTALS.forEach(place -> hint(hints, place, facts, above(facts.at(place), facts.rowsSoFar())));
        NEXT.forEach(place -> hint(hints, place, facts, PageFacts.something(facts.at(place)) != null));
        contentRange(hints, facts);
        return hints.isEmpty() ? null : hints.get(0);
    }

    /** The sign of a full page, as half a sentence, or null if it isn't full or the answer says that it is the last. */
    static @Nullable String full(@Nullable Integer pageSize, PageFacts facts) {
        boolean full = (pageSize != null && facts.rows() >= pageSize)
                || LIMITS.stream().anyMatch(place -> equal(facts.at(place), facts.rows()));
        return facts.rows() > 0 && full && !last(facts) ? "the page is full (" + facts.rows() + " rows)" : null;
    }

    private static boolean last(PageFacts facts) {
        return HAS_MORE.stream().anyMatch(place -> saysFalse(facts.at(place)))
                || DONE.stream().anyMatch(place -> saysTrue(facts.at(place)))
                || PAGE_TOTALS.stream().anyMatch(place -> equal(facts.at(place), 1))
                || TOTALS.stream().anyMatch(place -> total(place, facts) && equal(facts.at(place), facts.rows()))
                || NEXT.stream()
                        .map(facts::at)
                        .anyMatch(next -> next.isNull() || next.asText(".").isEmpty());
    }

    /** Whether a number means all rows: what is called count is often the page's own. */
    static boolean total(Place place, PageFacts facts) {
        return !place.text().endsWith("/count") || above(facts.at(place), facts.rows());
    }

    private static boolean equal(JsonNode value, long number) {
        return value.isIntegralNumber()
                ? value.asLong() == number
                : value.asText("").equals(String.valueOf(number));
    }

    private static void hint(List<String> hints, Place place, PageFacts facts, boolean more) {
        JsonNode value = facts.at(place);
        boolean empty = value.isContainerNode() && value.isEmpty();
        if (more && !empty) {
            String text = value.toString();
            hints.add(place + " is " + (text.length() > 80 ? text.substring(0, 80) + "…" : text));
        }
    }

    private static void contentRange(List<String> hints, PageFacts facts) {
        String range = facts.answer().headers().first("Content-Range");
        Matcher matcher = CONTENT_RANGE.matcher(range == null ? "" : range.strip());
        if (matcher.matches() && Long.parseLong(matcher.group(1)) > facts.rowsSoFar()) {
            hints.add("the Content-Range header is " + range);
        }
    }

    private static boolean saysTrue(JsonNode value) {
        return value.asText().equalsIgnoreCase("true");
    }

    private static boolean saysFalse(JsonNode value) {
        return value.asText().equalsIgnoreCase("false");
    }

    private static boolean above(JsonNode value, long rows) {
        BigDecimal number =
                value.isNumber() || (value.isTextual() && value.textValue().matches("\\d{1,18}"))
                        ? new BigDecimal(value.asText())
                        : BigDecimal.ZERO;
        return number.stripTrailingZeros().scale() <= 0 && number.compareTo(BigDecimal.valueOf(rows)) > 0;
    }

    private static List<Place> with(List<Place> places, String... more) {
        return Stream.concat(places.stream(), Stream.of(more).map(Place::of)).toList();
    }
}
