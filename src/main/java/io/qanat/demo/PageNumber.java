package io.qanat.demo;

/**
 * A page by its number.
 *
 * @param number from 1
 * @param size rows in a full page
 * @param count how many pages there are; at least one, which may be empty
 */
record PageNumber(int number, int size, int count) {

    static PageNumber of(Call call, Selection rows, int size) {
        return new PageNumber(call.number("page", 1, 1), size, Math.max(1, (rows.size() + size - 1) / size));
    }

    Selection part(Selection rows) {
        return rows.part((number - 1L) * size, size);
    }
}
