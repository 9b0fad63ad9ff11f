package io.qanat.demo;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Orders: a customer with an address, up to four lines, tags, dates, and notes with everything that JSON escapes. An
 * order's total is the sum of its lines.
 */
final class Orders implements Maker {
    private static final List<String> STATES = List.of("open", "paid", "shipped", "returned", "cancelled");
    private static final List<String> TAGS = List.of("b2b", "gift", "express", "größer", "☕", "second, try", "");
    private static final List<String> NOTES = List.of(
            "Please ring twice",
            "He said \"later\"\\maybe\\",
            "two\nlines\tand a tab",
            "Grüße aus Köln",
            "🚲 für 👩‍👩‍👧 & 日本",
            "e\u0301 is not é",
            "</script><b>bold</b>",
            "\u0001\u001f control \u2028 separator",
            "");

    private static final long SALT = 0x6F7264657273L;

    private final long seed;
    private final int customerCount;
    private final int productCount;
    private final Customers customers;
    private final Products products;

    Orders(long seed, int customerCount, int productCount) {
        this.seed = seed ^ SALT;
        this.customerCount = customerCount;
        this.productCount = productCount;
        this.customers = new Customers(seed);
        this.products = new Products(seed);
    }

    @Override
    public Map<String, @Nullable Object> make(long number, long revision) {
        Draw draw = new Draw(seed, number);
        List<Map<String, @Nullable Object>> lines = lines(draw);
        Map<String, @Nullable Object> order = new LinkedHashMap<>();
        order.put("id", number);
        order.put("reference", "SO-" + number);
        order.put("status", draw.of(STATES));
        order.put("customer", customers.contact(customerOf(number)));
        order.put("lines", lines);
        order.put("total", total(lines));
        order.put("currency", draw.chance(0.8) ? "EUR" : "CHF");
        order.put("gift", draw.chance(0.1));
        order.put("tags", tags(draw));
        order.put("note", draw.chance(0.5) ? null : draw.of(NOTES));
        addDates(order, number, revision, draw);
        return order;
    }

    @Override
    public Instant updatedAt(long number, long revision) {
        Draw draw = dates(number);
        return Times.updated(Times.created(Resource.ORDERS, number, draw), revision, draw);
    }

    /** Whose order it is. */
    long customerOf(long number) {
        return 1L + new Draw(seed + 2, number).below(customerCount);
    }

    private void addDates(Map<String, @Nullable Object> order, long number, long revision, Draw draw) {
        Instant created = Times.created(Resource.ORDERS, number, dates(number));
        order.put("due", Times.day(created).plusDays(14).toString());
        order.put("shipped_at", draw.chance(0.3) ? null : Times.shopTime(created.plusSeconds(draw.below(200_000))));
        order.put("created_at", Times.shopTime(created));
        order.put("updated_at", Times.utc(updatedAt(number, revision)));
    }

    private List<Map<String, @Nullable Object>> lines(Draw draw) {
        int count = 1 + draw.below(4);
        List<Map<String, @Nullable Object>> lines = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            lines.add(line(1L + draw.below(productCount), 1 + draw.below(9)));
        }
        return lines;
    }

    private Map<String, @Nullable Object> line(long product, int quantity) {
        Map<String, @Nullable Object> line = new LinkedHashMap<>();
        line.put("sku", products.sku(product));
        line.put("title", products.title(product));
        line.put("quantity", quantity);
        line.put("price", products.price(product));
        return line;
    }

    private static BigDecimal total(List<Map<String, @Nullable Object>> lines) {
        BigDecimal total = BigDecimal.ZERO.setScale(2);
        for (Map<String, @Nullable Object> line : lines) {
            if (line.get("price") instanceof BigDecimal price && line.get("quantity") instanceof Integer quantity) {
                total = total.add(price.multiply(BigDecimal.valueOf(quantity)));
            }
        }
        return total;
    }

    private static List<String> tags(Draw draw) {
        int count = draw.below(4);
        List<String> tags = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            tags.add(draw.of(TAGS));
        }
        return tags;
    }

    private Draw dates(long number) {
        return new Draw(seed + 1, number);
    }
}
