package io.qanat.bench;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.StringJoiner;

/** Pages of orders such as shops answer: about 500 bytes each, with nested objects, times, amounts and a few texts. */
public final class OrderPages {
    /** Orders in a page. */
    public static final int SIZE = 200;

    private static final String[] STATUSES = {"new", "paid", "shipped", "cancelled", "returned"};
    private static final String[] CITIES = {"Kraków", "Lisboa", "München", "Oslo", "São Paulo"};

    private OrderPages() {}

    /** The answer with page {@code number}, counted from 0: an object with the records in {@code data}. */
    public static byte[] answer(int number) {
        String records = array(number);
        return ("{\"data\":" + records + ",\"next_cursor\":\"c" + (number + 1) + "\",\"has_more\":true}")
                .getBytes(StandardCharsets.UTF_8);
    }

    /** The records of that page alone. */
    public static byte[] records(int number) {
        return array(number).getBytes(StandardCharsets.UTF_8);
    }

    private static String array(int number) {
        StringJoiner records = new StringJoiner(",", "[", "]");
        for (int i = 0; i < SIZE; i++) {
            records.add(order(number * (long) SIZE + i + 1));
        }
        return records.toString();
    }

    private static String order(long id) {
        long mixed = id * 0x9E3779B97F4A7C15L >>> 20;
        return String.format(
                Locale.ROOT,
                "{\"id\":%d,\"order_no\":\"ORD-%09d\",\"created_at\":\"2025-%02d-%02dT%02d:%02d:%02dZ\","
                        + "\"updated_at\":\"2025-%02d-%02dT%02d:15:24.%03dZ\",\"status\":\"%s\",\"currency\":\"EUR\","
                        + "\"total\":%d.%02d,\"tax\":%s,\"customer\":{\"id\":%d,\"name\":\"Ada %d\","
                        + "\"email\":\"customer%d@example.com\",\"address\":{\"city\":\"%s\",\"country\":\"PL\"}},"
                        + "\"lines\":[{\"sku\":\"SKU-%05d\",\"qty\":%d,\"price\":%d.5},{\"sku\":\"SKU-%05d\",\"qty\":1,"
                        + "\"price\":9.25}],\"tags\":[%s],\"note\":%s,\"priority\":%d,\"paid\":%b}",
                id,
                id,
                1 + mixed % 12,
                1 + mixed % 28,
                mixed % 24,
                mixed % 60,
                id % 60,
                1 + mixed % 12,
                1 + mixed % 28,
                mixed % 24,
                mixed % 1000,
                STATUSES[(int) (mixed % STATUSES.length)],
                mixed % 1000,
                mixed % 100,
                id % 3 == 0 ? "null" : mixed % 90 + ".5",
                mixed % 20_000,
                mixed % 900,
                mixed % 20_000,
                CITIES[(int) (mixed % CITIES.length)],
                mixed % 99_999,
                1 + mixed % 9,
                mixed % 80,
                id % 77_777,
                id % 4 == 0 ? "\"gift\"" : "",
                id % 5 == 0 ? "\"Please ring twice\"" : "null",
                mixed % 4,
                id % 2 == 0);
    }
}
