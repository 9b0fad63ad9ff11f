package io.qanat.demo;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Shows rows as a table of plain text: a line of names, a line of types, a rule, a line for each row. No line is wider
 * than the terminal: the widest columns give way first, and if even narrow ones don't fit, the last ones are left out and
 * named below. Numbers stand at the right, null is empty. Immutable and thread-safe.
 */
public final class TablePrinter {
    private static final String GAP = "  ";
    private static final int NARROW = 10;

    private final int width;

    /**
     * What is known of a column.
     *
     * @param name its name in the rows
     * @param type its type, as it is to be shown
     */
    public record Column(String name, String type) {}

    /** @param width columns of the terminal, at least 20 */
    public TablePrinter(int width) {
        if (width < 20) {
            throw new IllegalArgumentException("table: a width of at least 20 is needed, not " + width);
        }
        this.width = width;
    }

    /** The table, each line with a line feed at its end; white space at the end of a line is left out. */
    public String print(List<Column> schema, List<? extends Map<String, ? extends @Nullable Object>> rows) {
        List<Column> shown = schema.subList(0, Math.min(schema.size(), mostColumns()));
        List<List<String>> cells = rows.stream()
                .map(row -> shown.stream()
                        .map(column -> Cell.text(row.get(column.name())))
                        .toList())
                .toList();
        List<List<String>> heads = List.of(
                shown.stream().map(column -> Cell.text(column.name())).toList(),
                shown.stream().map(column -> Cell.text(column.type())).toList());
        int[] widths = fitted(natural(heads, cells, shown.size()));
        boolean[] right = numbers(shown, rows);
        StringBuilder out = new StringBuilder();
        heads.forEach(line -> append(out, line, widths, right));
        append(out, Arrays.stream(widths).mapToObj("-"::repeat).toList(), widths, right);
        cells.forEach(line -> append(out, line, widths, right));
        return out + omitted(schema, shown.size());
    }

    private int mostColumns() {
        return Math.max(1, (width + GAP.length()) / (NARROW + GAP.length()));
    }

    private static int[] natural(List<List<String>> heads, List<List<String>> cells, int columns) {
        int[] widths = new int[columns];
        for (List<List<String>> lines : List.of(heads, cells)) {
            for (List<String> line : lines) {
                Arrays.setAll(widths, i -> Math.max(widths[i], TextWidth.of(line.get(i))));
            }
        }
        return widths;
    }

    /** Lowers the widest columns to one common width at which the line fits. */
    private int[] fitted(int[] natural) {
        int room = width - GAP.length() * Math.max(0, natural.length - 1);
        int highest = Arrays.stream(natural).max().orElse(0);
        while (highest > NARROW && sum(natural, highest) > room) {
            highest--;
        }
        int[] fitted = capped(natural, highest);
        int spare = Math.max(0, room - Arrays.stream(fitted).sum());
        for (int i = 0; i < fitted.length; i++) {
            int more = Math.min(spare, natural[i] - fitted[i]);
            fitted[i] += more;
            spare -= more;
        }
        return fitted;
    }

    private static long sum(int[] widths, int highest) {
        return Arrays.stream(capped(widths, highest)).asLongStream().sum();
    }

    private static int[] capped(int[] widths, int highest) {
        return Arrays.stream(widths).map(width -> Math.min(width, highest)).toArray();
    }

    private static boolean[] numbers(
            List<Column> columns, List<? extends Map<String, ? extends @Nullable Object>> rows) {
        boolean[] right = new boolean[columns.size()];
        for (int i = 0; i < right.length; i++) {
            String name = columns.get(i).name();
            List<?> values = rows.stream()
                    .filter(row -> row.get(name) != null)
                    .map(row -> row.get(name))
                    .toList();
            right[i] = !values.isEmpty() && values.stream().allMatch(Number.class::isInstance);
        }
        return right;
    }

    private static void append(StringBuilder out, List<String> cells, int[] widths, boolean[] right) {
        List<String> padded = new ArrayList<>();
        for (int i = 0; i < widths.length; i++) {
            String cell = TextWidth.cut(cells.get(i), widths[i]);
            String blanks = " ".repeat(Math.max(0, widths[i] - TextWidth.of(cell)));
            padded.add(right[i] ? blanks + cell : cell + blanks);
        }
        out.append(String.join(GAP, padded).stripTrailing()).append('\n');
    }

    private String omitted(List<Column> schema, int shown) {
        if (shown == schema.size()) {
            return "";
        }
        String names = IntStream.range(shown, schema.size())
                .mapToObj(i -> schema.get(i).name())
                .collect(Collectors.joining(", "));
        return TextWidth.cut("and " + (schema.size() - shown) + " more: " + names, width) + "\n";
    }
}
