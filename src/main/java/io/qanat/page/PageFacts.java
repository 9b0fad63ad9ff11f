package io.qanat.page;

import static io.qanat.page.PageException.Kind.PAGING;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What one answer says about its page and the next, read in the ways that APIs write it.
 *
 * @param label names the page
 * @param answer the answer
 * @param scan the scan of its body
 * @param records its records
 * @param rowsBefore how many rows the pages before it had
 */
record PageFacts(PageLabel label, Answer answer, PageScan scan, FoundRecords records, long rowsBefore) {
    private static final int MOST_ZEROS = 1_000;

    int number() {
        return label.number();
    }

    /** The rows of this page. */
    int rows() {
        return records.rows();
    }

    /** The rows of this page and all before it. */
    long rowsSoFar() {
        return rowsBefore + rows();
    }

    /** The value at a place; missing if there is none. */
    JsonNode at(Place place) {
        if (place instanceof Place.Field field) {
            String value = answer.headers().first(field.name());
            return value == null ? MissingNode.getInstance() : TextNode.valueOf(value.strip());
        }
        return scan.at(place);
    }

    /** The value at a place, or null if that is absent, null, false or an empty text. */
    @Nullable
    JsonNode something(Place place) {
        return something(at(place));
    }

    static @Nullable JsonNode something(JsonNode value) {
        boolean nothing = value.isMissingNode()
                || value.isNull()
                || (value.isBoolean() && !value.booleanValue())
                || (value.isTextual() && value.textValue().isBlank());
        return nothing ? null : value;
    }

    /** A number or a text as text; written with an exponent where the zeros would fill the memory (1e999999999). */
    static String text(JsonNode scalar) {
        boolean plain =
                scalar.isBigDecimal() && Math.abs((long) scalar.decimalValue().scale()) <= MOST_ZEROS;
        return plain ? scalar.decimalValue().toPlainString() : scalar.asText();
    }

    /** True or false as a boolean, a text or a number; null if the place is absent, null or empty. */
    @Nullable
    Boolean truth(Place place) {
        JsonNode value = at(place);
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        if (value.isBoolean()) {
            return value.booleanValue();
        }
        if (value.isNumber()) {
            return value.decimalValue().signum() != 0;
        }
        return switch (value.isTextual() ? value.textValue().strip().toLowerCase(Locale.ROOT) : "?") {
            case "" -> null;
            case "true", "1", "yes" -> true;
            case "false", "0", "no" -> false;
            default -> throw unexpected(place, value, "true or false");
        };
    }

    /** A whole number as a number or a text; null if the place is absent, null, empty or negative (unknown). */
    @Nullable
    Long count(Place place) {
        JsonNode value = at(place);
        if (value.isMissingNode()
                || value.isNull()
                || (value.isTextual() && value.textValue().isBlank())) {
            return null;
        }
        try {
            BigDecimal number = value.isNumber() || value.isTextual()
                    ? new BigDecimal(value.asText().strip())
                    : null;
            if (number != null) {
                return number.signum() < 0 ? null : (Long) number.longValueExact();
            }
        } catch (ArithmeticException | NumberFormatException e) {
            // told below, like any other value that is no whole number
        }
        throw unexpected(place, value, "a whole number");
    }

    /** Whether there is a whole number at a place, as a number or a text. */
    boolean number(Place place) {
        JsonNode value = at(place);
        return value.isIntegralNumber()
                || (value.isTextual() && value.textValue().matches("\\d{1,18}"));
    }

    PageException unexpected(Place place, JsonNode value, String expected) {
        String text = value.toString();
        return error("there is " + (text.length() > 100 ? text.substring(0, 100) + "…" : text) + " at " + place
                + ", where " + expected + " was expected");
    }

    PageException error(String message) {
        return label.error(PAGING, message);
    }
}
