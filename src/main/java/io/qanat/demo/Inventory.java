package io.qanat.demo;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Counts records up into {@link Contents}. Not thread-safe. */
final class Inventory {
    private final Map<String, Long> nulls = new TreeMap<>();
    private long rows;
    private long sumOfIds;
    private BigDecimal sumOfTotals = BigDecimal.ZERO.setScale(2);
    private long lines;
    private @Nullable String lastUpdate;

    void add(Map<String, @Nullable Object> item) {
        rows++;
        item.forEach(this::add);
    }

    Contents contents() {
        return new Contents(rows, sumOfIds, nulls, sumOfTotals, lines, lastUpdate);
    }

    private void add(String column, @Nullable Object value) {
        if (value == null) {
            nulls.merge(column, 1L, Long::sum);
        } else if (column.equals("id") && value instanceof Long id) {
            sumOfIds += id;
        } else if (value instanceof BigDecimal amount) {
            sumOfTotals = sumOfTotals.add(amount);
        } else if (column.equals("lines") && value instanceof List<?> list) {
            lines += list.size();
        } else if (column.equals("updated_at") && value instanceof String time) {
            lastUpdate = lastUpdate == null || time.compareTo(lastUpdate) > 0 ? time : lastUpdate;
        }
    }
}
