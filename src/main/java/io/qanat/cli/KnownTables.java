package io.qanat.cli;

import io.qanat.check.DeclaredTables;
import io.qanat.settings.Names;
import io.qanat.settings.PropertyLayers;
import io.qanat.table.StoredTable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** The tables that a command may name without starting a route: those of the route files, and those in the data folder. */
final class KnownTables {
    private static final String MANIFEST = "_manifest.json";

    private final Map<String, DeclaredTables.Table> byName = new TreeMap<>();
    private final Map<String, Set<String>> byPull = new TreeMap<>();
    private final PropertyLayers layers;

    private KnownTables(PropertyLayers layers) {
        this.layers = layers;
    }

    static KnownTables of(CommonOptions options, PropertyLayers layers) {
        KnownTables known = new KnownTables(layers);
        for (DeclaredTables.Table table :
                DeclaredTables.read(options.routes(layers), layers).all()) {
            known.byName.putIfAbsent(table.name(), table);
            known.byPull
                    .computeIfAbsent(table.route(), route -> new TreeSet<>())
                    .add(table.name());
        }
        known.addPublished(String.valueOf(layers.getProperty("qanat.data")));
        return known;
    }

    /** A table whose route is gone is still there. */
    private void addPublished(String data) {
        if (data.contains(":/") || !Files.isDirectory(Path.of(data))) {
            return;
        }
        try (Stream<Path> folders = Files.list(Path.of(data))) {
            folders.filter(folder -> Files.exists(folder.resolve(MANIFEST)))
                    .map(folder -> String.valueOf(folder.getFileName()))
                    .forEach(name -> byName.putIfAbsent(name, new DeclaredTables.Table(name, "", Map.of())));
        } catch (IOException e) {
            throw new UncheckedIOException(data + " can't be read: " + e.getMessage(), e);
        }
    }

    /**
     * The table of that name, or the only one that the pull of that name writes.
     *
     * @throws ParameterException with the nearest name and all there are
     */
    StoredTable require(String name, CommandSpec spec) {
        DeclaredTables.Table table = byName.get(name);
        if (table != null) {
            return open(table);
        }
        Set<String> written = byPull.getOrDefault(name, Set.of());
        if (written.size() == 1) {
            return require(written.iterator().next(), spec);
        }
        throw new ParameterException(spec.commandLine(), written.isEmpty() ? unknown(name) : several(name, written));
    }

    private String unknown(String name) {
        Set<String> all = new TreeSet<>(byName.keySet());
        all.addAll(byPull.keySet().stream().filter(pull -> !pull.isEmpty()).toList());
        return "there is no table " + name + Names.didYouMean(name, all)
                + (byName.isEmpty()
                        ? ": no route file writes one, and none is in " + layers.getProperty("qanat.data")
                        : " (tables: " + String.join(", ", byName.keySet()) + ")");
    }

    private static String several(String pull, Set<String> tables) {
        return tables.stream()
                .collect(Collectors.joining(", ", "pull " + pull + " writes several tables: name one of ", ""));
    }

    /** Those other tables that a text names. */
    List<StoredTable> named(String text, StoredTable but) {
        String lower = text.toLowerCase(Locale.ROOT);
        List<StoredTable> tables = new ArrayList<>();
        for (DeclaredTables.Table table : byName.values()) {
            if (!table.name().equals(but.name()) && lower.contains(table.name().toLowerCase(Locale.ROOT))) {
                tables.add(open(table));
            }
        }
        return tables;
    }

    private StoredTable open(DeclaredTables.Table table) {
        return StoredTable.of(table.name(), table.options(), layers::getProperty);
    }
}
