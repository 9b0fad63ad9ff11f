package io.qanat.cli;

import io.qanat.settings.PropertyLayers;
import io.qanat.table.StoredTable;
import io.qanat.table.TableSchema;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows a table's columns and how runs have changed them; starts no route. */
@Command(
        name = "schema",
        mixinStandardHelpOptions = true,
        description = {
            "Show a table's columns, their types, and how runs have changed them.",
            "",
            "A column NAME__text holds, as JSON text, the values of NAME that aren't of NAME's type. Of a table in a"
                    + " database the columns are known, not their history.%n"
        },
        footer = {"", "  qanat schema orders", "  qanat schema orders --json"})
final class SchemaCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private CommonOptions options = new CommonOptions();

    @Parameters(paramLabel = "NAME", description = "The table, or the pull that writes it.")
    private String name = "";

    @Option(names = "--json", description = "Print one object of JSON.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        PropertyLayers layers = options.layers();
        try (StoredTable table = KnownTables.of(options, layers).require(name, spec)) {
            TableSchema schema = table.schema();
            if (schema.exists()) {
                print(schema);
            } else {
                tell(table.name() + ": no run has published anything to " + table.place() + " yet");
            }
        }
        return QanatCommand.DONE;
    }

    private void print(TableSchema schema) {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(schema.json());
        } else {
            schema.lines().forEach(out::println);
        }
        out.flush();
    }

    private void tell(String message) {
        PrintWriter err = spec.commandLine().getErr();
        err.println(message);
        err.flush();
    }
}
