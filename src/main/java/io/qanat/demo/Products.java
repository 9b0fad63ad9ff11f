package io.qanat.demo;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Products: weights that are whole in some records only, and a date that the first hundred don't have. */
final class Products implements Maker {
    private static final List<String> THINGS = List.of(
            "Kettle", "Lamp", "Tea ☕", "Notebook", "Pencil", "Chaise longue", "茶碗", "Bicycle 🚲", "Rope", "Clock");
    private static final List<String> KINDS = List.of("red", "blue", "small", "large", "crème", "naïve");
    private static final int WITHOUT_END = 100;
    private static final int SKU_DIGITS = 4;

    private static final long SALT = 0x70726F64756374L;

    private final long seed;

    Products(long seed) {
        this.seed = seed ^ SALT;
    }

    @Override
    public Map<String, @Nullable Object> make(long number, long revision) {
        Draw draw = new Draw(seed, number);
        Map<String, @Nullable Object> product = new LinkedHashMap<>();
        product.put("id", number);
        product.put("sku", sku(number));
        product.put("title", title(number));
        product.put("price", price(number));
        product.put("stock", draw.below(5_000));
        product.put("weight", weight(draw));
        product.put("available", draw.chance(0.9));
        product.put("discontinued", end(number, draw));
        product.put("updated_at", Times.utc(updatedAt(number, revision)));
        return product;
    }

    @Override
    public Instant updatedAt(long number, long revision) {
        Draw draw = new Draw(seed + 1, number);
        return Times.updated(Times.created(Resource.PRODUCTS, number, draw), revision, draw);
    }

    String sku(long number) {
        String digits = Long.toString(number);
        return "P-" + "0".repeat(Math.max(0, SKU_DIGITS - digits.length())) + digits;
    }

    String title(long number) {
        Draw draw = new Draw(seed + 2, number);
        return draw.of(THINGS) + ", " + draw.of(KINDS);
    }

    BigDecimal price(long number) {
        return BigDecimal.valueOf(50L + new Draw(seed + 3, number).below(50_000), 2);
    }

    private static Object weight(Draw draw) {
        int quarters = 1 + draw.below(200);
        return quarters % 4 == 0 ? (Object) (quarters / 4) : (Object) (quarters / 4.0);
    }

    private static @Nullable String end(long number, Draw draw) {
        boolean ended = draw.chance(0.1);
        return number <= WITHOUT_END || !ended
                ? null
                : Times.day(Times.OPENING).minusDays(draw.below(400)).toString();
    }
}
