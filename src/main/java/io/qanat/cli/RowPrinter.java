package io.qanat.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import de.siegmar.fastcsv.writer.QuoteStrategies;
import io.qanat.demo.TablePrinter;
import io.qanat.page.Json;
import io.qanat.table.db.SqlReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.temporal.Temporal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Prints rows for a person or a program, and no more than so many. Not thread-safe. */
abstract class RowPrinter implements SqlReader.Rows {
    private static final int WIDTH = 80;
    private static final int LEAST_WIDTH = 20;

    final PrintWriter out;
    private final int most;
    private int rows;
    private boolean cut;

    private RowPrinter(PrintWriter out, int most) {
        this.out = out;
        this.most = most;
    }

    /** As a table that fits the terminal. */
    static RowPrinter table(PrintWriter out, int most) {
        return new AsTable(out, most);
    }

    /** A line of JSON for each. */
    static RowPrinter json(PrintWriter out, int most) {
        return new AsJson(out, most);
    }

    /** As RFC 4180 says, null as an empty field and the empty string as "". */
    static RowPrinter csv(PrintWriter out, int most) {
        return new AsCsv(out, most);
    }

    @Override
    public final boolean row(List<@Nullable Object> values) throws IOException {
        if (rows == most) {
            cut = true;
            return false;
        }
        rows++;
        print(values);
        return true;
    }

    abstract void print(List<@Nullable Object> values) throws IOException;

    /** Called after the last row. */
    void end() {
        out.flush();
    }

    final boolean isCut() {
        return cut;
    }

    final int rows() {
        return rows;
    }

    /** Names that a record can have: one that comes again gets a number. */
    private static List<String> unique(List<SqlReader.Named> columns) {
        Set<String> names = new LinkedHashSet<>();
        for (SqlReader.Named column : columns) {
            String name = column.name();
            for (int i = 1; !names.add(name); i++) {
                name = column.name() + "_" + i;
            }
        }
        return List.copyOf(names);
    }

    private static final class AsTable extends RowPrinter {
        private final List<TablePrinter.Column> columns = new ArrayList<>();
        private final List<Map<String, @Nullable Object>> lines = new ArrayList<>();

        AsTable(PrintWriter out, int most) {
            super(out, most);
        }

        @Override
        public void begin(List<SqlReader.Named> named) {
            List<String> names = unique(named);
            for (int i = 0; i < names.size(); i++) {
                columns.add(new TablePrinter.Column(names.get(i), named.get(i).type()));
            }
        }

        @Override
        void print(List<@Nullable Object> values) {
            Map<String, @Nullable Object> line = new LinkedHashMap<>();
            for (int i = 0; i < values.size(); i++) {
                line.put(columns.get(i).name(), values.get(i));
            }
            lines.add(line);
        }

        @Override
        void end() {
            out.print(new TablePrinter(width()).print(columns, lines));
            if (isCut()) {
                out.println("and more: --limit N shows more rows than " + Texts.count(rows(), "row"));
            }
            super.end();
        }

        /** The launcher tells the terminal's. */
        private static int width() {
            String columns = System.getenv("COLUMNS");
            return columns == null || !columns.matches("[0-9]{1,4}")
                    ? WIDTH
                    : Math.max(LEAST_WIDTH, Integer.parseInt(columns));
        }
    }

    private static final class AsJson extends RowPrinter {
        private List<String> names = List.of();

        AsJson(PrintWriter out, int most) {
            super(out, most);
        }

        @Override
        public void begin(List<SqlReader.Named> columns) {
            names = unique(columns);
        }

        @Override
        void print(List<@Nullable Object> values) throws IOException {
            ObjectNode line = Json.MAPPER.createObjectNode();
            for (int i = 0; i < names.size(); i++) {
                line.set(names.get(i), tree(values.get(i)));
            }
            out.println(Json.MAPPER.writeValueAsString(line));
        }
    }

    private static final class AsCsv extends RowPrinter {
        private final CsvWriter csv;

        AsCsv(PrintWriter out, int most) {
            super(out, most);
            csv = CsvWriter.builder()
                    .lineDelimiter(LineDelimiter.CRLF)
                    .quoteStrategy(QuoteStrategies.EMPTY)
                    .build(out);
        }

        @Override
        public void begin(List<SqlReader.Named> columns) {
            csv.writeRecord(unique(columns));
        }

        @Override
        void print(List<@Nullable Object> values) throws IOException {
            List<@Nullable String> fields = new ArrayList<>();
            for (Object value : values) {
                fields.add(text(value));
            }
            csv.writeRecord(fields);
        }

        private static @Nullable String text(@Nullable Object value) throws IOException {
            if (value == null || value instanceof String) {
                return (String) value;
            }
            if (value instanceof BigDecimal number) {
                return number.toPlainString();
            }
            return value instanceof Number || value instanceof Boolean || value instanceof Temporal
                    ? value.toString()
                    : Json.MAPPER.writeValueAsString(tree(value));
        }

        @Override
        void end() {
            try {
                csv.flush();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            super.end();
        }
    }

    /** A value as JSON has it; moments and days are texts. */
    private static JsonNode tree(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            ObjectNode node = Json.MAPPER.createObjectNode();
            map.forEach((name, member) -> node.set(String.valueOf(name), tree(member)));
            return node;
        }
        if (value instanceof List<?> list) {
            ArrayNode node = Json.MAPPER.createArrayNode();
            list.forEach(element -> node.add(tree(element)));
            return node;
        }
        return Json.MAPPER.valueToTree(value instanceof Temporal ? value.toString() : value);
    }
}
