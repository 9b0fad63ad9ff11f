package io.qanat.demo;

import java.math.BigDecimal;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a table must hold after everything of a resource was pulled.
 *
 * @param rows how many records there are
 * @param sumOfIds the sum of their {@code id}
 * @param nulls how many records have a null at the top level, by column; only columns that have one
 * @param sumOfTotals the sum of the orders' {@code total}, of the products' {@code price}; zero for customers
 * @param lines how many order lines there are in all; zero for other resources
 * @param lastUpdate the highest {@code updated_at} as the records have it (UTC, so it sorts as text); null without rows
 */
public record Contents(
        long rows,
        long sumOfIds,
        Map<String, Long> nulls,
        BigDecimal sumOfTotals,
        long lines,
        @Nullable String lastUpdate) {
    public Contents {
        nulls = Map.copyOf(nulls);
    }
}
