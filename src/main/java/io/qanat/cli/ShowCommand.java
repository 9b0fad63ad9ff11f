package io.qanat.cli;

import io.qanat.disk.Disk;
import io.qanat.settings.PropertyLayers;
import io.qanat.table.StoredTable;
import io.qanat.table.TableDescription;
import io.qanat.table.db.Database;
import io.qanat.table.db.DatabaseException;
import io.qanat.table.db.DuckDbNames;
import io.qanat.table.db.SqlReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows a table's rows, or the answer of a query; starts no route. */
@Command(
        name = "show",
        mixinStandardHelpOptions = true,
        description = {
            "Show the rows of a table that are published, or what a query says of them.",
            "",
            "The query is DuckDB's SQL; the table and others of this project are there by their names. A table in a"
                    + " PostgreSQL is asked there, in its SQL. DuckDB's driver must lie in lib/ for queries.%n"
        },
        footer = {
            "",
            "  qanat show orders",
            "  qanat show orders --sql \"select currency, sum(total) from orders group by 1\"",
            "  qanat show orders --limit 1000 --csv > orders.csv"
        })
final class ShowCommand implements Callable<Integer> {
    private static final int ROWS = 20;

    /** More lines help nobody at a terminal, and a table's widths are known only when it has been read. */
    private static final int ROWS_OF_A_QUERY = 1_000;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private CommonOptions options = new CommonOptions();

    @Parameters(paramLabel = "NAME", description = "The table, or the pull that writes it.")
    private String name = "";

    @Option(names = "--sql", paramLabel = "QUERY", description = "What is to be shown instead of the first rows.")
    private @Nullable String sql;

    @Option(
            names = "--limit",
            paramLabel = "N",
            description = "No more than N rows (20; of a query 1000, or all as JSON or CSV).")
    private @Nullable Integer limit;

    @ArgGroup
    private @Nullable As as;

    /** One of them. */
    static final class As {
        @Option(names = "--json", description = "Print one line of JSON for each row.")
        private boolean json;

        @Option(names = "--csv", description = "Print CSV with a header.")
        private boolean csv;
    }

    @Override
    public Integer call() throws IOException {
        if (limit != null && limit < 1) {
            throw new ParameterException(spec.commandLine(), "--limit " + limit + " must be a number of at least 1");
        }
        PropertyLayers layers = options.layers();
        KnownTables known = KnownTables.of(options, layers);
        Path temporary = Files.createTempDirectory("qanat-show");
        try (StoredTable table = known.require(name, spec)) {
            show(table, known, temporary);
        } finally {
            Disk.LOCAL.deleteTree(temporary);
        }
        return QanatCommand.DONE;
    }

    private void show(StoredTable table, KnownTables known, Path temporary) throws IOException {
        Database database = table.database();
        if (database != null) {
            inDatabase(table, database, known, temporary);
            return;
        }
        TableDescription description = table.description(temporary);
        if (!description.exists()) {
            tell(table.name() + ": no run has published anything to " + table.place() + " yet");
        } else if (sql == null) {
            first(table, description);
        } else {
            query(table, known, temporary, sql);
        }
    }

    private void first(StoredTable table, TableDescription description) throws IOException {
        RowPrinter printer = printer(ROWS);
        printer.begin(description.columns().entrySet().stream()
                .map(column -> new SqlReader.Named(column.getKey(), column.getValue()))
                .toList());
        for (Map<String, Object> row : description.first(limit == null ? ROWS : limit)) {
            printer.row(description.columns().keySet().stream().map(row::get).collect(Collectors.toList()));
        }
        printer.end();
        if (as == null) {
            print(String.format(
                    Locale.ROOT,
                    "%s, %s in %s",
                    Texts.count(description.rows(), "row"),
                    Texts.count(description.fileCount(), "file"),
                    table.place()));
        }
    }

    private void query(StoredTable table, KnownTables known, Path temporary, String query) throws IOException {
        try (SqlReader reader = duckDb()) {
            add(reader, table, temporary);
            for (StoredTable other : known.named(query, table)) {
                try (other) {
                    add(reader, other, temporary);
                }
            }
            run(reader, query, ROWS_OF_A_QUERY);
        }
    }

    private static SqlReader duckDb() {
        try {
            return SqlReader.inMemory();
        } catch (DatabaseException e) {
            throw new DatabaseException(
                    "show --sql: " + String.valueOf(e.getMessage()).replaceFirst("^dataSource: ", ""), e);
        }
    }

    /** One in another database than a DuckDB can't be asked together with files. */
    private static void add(SqlReader reader, StoredTable table, Path temporary) throws IOException {
        Database database = table.database();
        if (database == null) {
            TableDescription description = table.description(temporary);
            if (description.exists()) {
                reader.view(table.name(), description.duckDb());
            }
        } else if (database.file() != null && Files.exists(Path.of(database.file()))) {
            reader.attach(database.file(), "in " + table.name());
            reader.view(
                    table.name(),
                    "select * from " + DuckDbNames.quoted("in " + table.name()) + "." + reader.table(table.name()));
        }
    }

    private void inDatabase(StoredTable table, Database database, KnownTables known, Path temporary)
            throws IOException {
        if (!table.schema().exists()) {
            tell(table.name() + ": no run has published anything to " + table.place() + " yet");
        } else if (database.file() != null) {
            query(table, known, temporary, sql == null ? firstOf(DuckDbNames.quoted(table.name())) : sql);
        } else {
            try (SqlReader reader = SqlReader.of(database)) {
                run(reader, sql == null ? firstOf(reader.table(table.name())) : sql, ROWS_OF_A_QUERY);
            }
        }
    }

    private String firstOf(String table) {
        return "select * from " + table + " limit " + (limit == null ? ROWS : limit);
    }

    private void run(SqlReader reader, String query, int most) throws IOException {
        RowPrinter printer = printer(most);
        try {
            reader.query(query, printer);
        } catch (DatabaseException e) {
            throw new DatabaseException("show " + name + ": " + e.getMessage(), e);
        }
        printer.end();
    }

    private RowPrinter printer(int most) {
        PrintWriter out = spec.commandLine().getOut();
        if (as == null || !(as.json || as.csv)) {
            return RowPrinter.table(out, limit == null ? most : limit);
        }
        int rows = limit == null ? Integer.MAX_VALUE : limit;
        return as.json ? RowPrinter.json(out, rows) : RowPrinter.csv(out, rows);
    }

    private void print(String line) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(line);
        out.flush();
    }

    private void tell(String message) {
        PrintWriter err = spec.commandLine().getErr();
        err.println(message);
        err.flush();
    }
}
