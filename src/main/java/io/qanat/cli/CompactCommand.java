package io.qanat.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.qanat.check.DeclaredTables;
import io.qanat.disk.Disk;
import io.qanat.page.Json;
import io.qanat.settings.PropertyLayers;
import io.qanat.settings.Units;
import io.qanat.table.Compaction;
import io.qanat.table.TableException;
import io.qanat.table.TableSchema;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Joins the small files of a table; starts no route. */
@Command(
        name = "compact",
        mixinStandardHelpOptions = true,
        description = {
            "Join the small files of a table into larger ones.",
            "",
            "Files of less than half the size that files may have are joined, in each folder those that follow each other:"
                    + " the rows and their order stay. It is refused while a run is writing the table; readers see the old"
                    + " files or the new ones.%n"
        },
        footer = {
            "",
            "  qanat compact orders                      the tables of a pull, or a table by its name",
            "  qanat compact orders --max-file-size 1GiB"
        })
final class CompactCommand implements Callable<Integer> {
    private static final String DEFAULT_SIZE = "128MiB";
    private static final long LEAST_SIZE = 1L << 20;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private CommonOptions options = new CommonOptions();

    @Parameters(
            paramLabel = "NAME",
            description = "A pull, whose tables are meant, or a table.",
            completionCandidates = PullNames.class)
    private String name = "";

    @Option(
            names = "--max-file-size",
            paramLabel = "SIZE",
            description = "How large a file may become (the table's maxFileSize, or " + DEFAULT_SIZE + ").")
    private @Nullable String maxFileSize;

    @Option(names = "--json", description = "Print one line of JSON for each table.")
    private boolean json;

    /** A table's folder and the size of its files. */
    private record Place(Path directory, String name, long maxFileBytes) {}

    @Override
    public Integer call() throws IOException {
        Set<Place> places = places();
        for (Place place : places) {
            requireThere(place);
        }
        boolean done = true;
        for (Place place : places) {
            done &= compact(place);
        }
        return done ? QanatCommand.DONE : QanatCommand.PULL_FAILED;
    }

    private void requireThere(Place place) throws IOException {
        if (!TableSchema.read(place.directory(), place.name()).exists()) {
            throw new ParameterException(
                    spec.commandLine(),
                    "there is no pull or table " + name + ": " + place.directory() + " has no published table "
                            + place.name());
        }
    }

    /** False if the table is in use, or its disk fails: then it is as it was. */
    private boolean compact(Place place) {
        try {
            tell(place, Compaction.run(place.directory(), place.name(), place.maxFileBytes(), Disk.LOCAL));
            return true;
        } catch (TableException | IOException e) {
            PrintWriter err = spec.commandLine().getErr();
            err.println("error: " + Reasons.text(Reasons.of(e)));
            err.flush();
            return false;
        }
    }

    private Set<Place> places() {
        PropertyLayers layers = options.layers();
        List<DeclaredTables.Table> declared =
                DeclaredTables.read(options.routes(layers), layers).named(name);
        Set<Place> places = new LinkedHashSet<>();
        for (DeclaredTables.Table table : declared) {
            places.add(place(table, layers));
        }
        if (places.isEmpty()) {
            places.add(place(new DeclaredTables.Table(name, "", Map.of()), layers));
        }
        return places;
    }

    private Place place(DeclaredTables.Table table, PropertyLayers layers) {
        if (table.options().containsKey("dataSource")) {
            throw new ParameterException(
                    spec.commandLine(), "table " + table.name() + " is in a database: it has no files to compact");
        }
        String directory = table.options().getOrDefault("directory", String.valueOf(layers.getProperty("qanat.data")));
        if (directory.startsWith("s3:")) {
            throw new ParameterException(
                    spec.commandLine(),
                    "table " + table.name() + " is in a bucket: only folders can be compacted in this release");
        }
        String size = maxFileSize != null ? maxFileSize : table.options().getOrDefault("maxFileSize", DEFAULT_SIZE);
        return new Place(Path.of(directory), table.name(), bytes(size));
    }

    private long bytes(String size) {
        try {
            if (Units.bytes(size) >= LEAST_SIZE) {
                return Units.bytes(size);
            }
            throw new IllegalArgumentException("must be 1MiB at least");
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--max-file-size: " + e.getMessage(), e);
        }
    }

    private void tell(Place place, Compaction.Result result) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(json ? json(place, result) : line(place, result));
        out.flush();
    }

    private static String line(Place place, Compaction.Result result) {
        return String.format(
                Locale.ROOT,
                "table %s: %s, %s -> %s, %s; %s",
                place.name(),
                Texts.count(result.before().files(), "file"),
                Texts.count(result.before().bytes(), "byte"),
                Texts.count(result.after().files(), "file"),
                Texts.count(result.after().bytes(), "byte"),
                Texts.count(result.after().rows(), "row"));
    }

    private static ObjectNode json(Place place, Compaction.Result result) {
        ObjectNode line = Json.MAPPER.createObjectNode().put("table", place.name());
        put(line.putObject("before"), result.before());
        put(line.putObject("after"), result.after());
        return line;
    }

    private static void put(ObjectNode to, Compaction.Size size) {
        to.put("files", size.files()).put("bytes", size.bytes()).put("rows", size.rows());
    }
}
