package io.qanat.demo;

import java.util.Locale;

/** What the shop has to list. */
public enum Resource {
    /** Numbered from 1001, so that a row can be inserted before the first. */
    ORDERS(1001),
    CUSTOMERS(1),
    PRODUCTS(1);

    private final long first;

    Resource(long first) {
        this.first = first;
    }

    /** Its name in paths: {@code orders}, {@code customers} or {@code products}. */
    public String path() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The lowest number of a shop that just opened; the others follow without a gap. */
    public long first() {
        return first;
    }
}
