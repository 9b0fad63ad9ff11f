package io.qanat.cli;

import io.qanat.settings.PropertyLayers;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that all commands have. */
final class CommonOptions {
    static final String VERBOSE = "--verbose";
    static final String QUIET = "--quiet";

    /** Where the launcher lies; files that nobody named are beside it. */
    private static final String HOME = "qanat.home";

    @Option(
            names = "--routes",
            paramLabel = "DIR",
            description = "The folder of the route files (routes, beside the properties file).")
    private @Nullable Path routes;

    @Option(
            names = "--properties",
            paramLabel = "FILE",
            description = "The settings (application.properties); .env is read beside it.")
    private @Nullable Path properties;

    @Option(
            names = "-D",
            paramLabel = "NAME=VALUE",
            description = "A setting that overrules all files and the environment.")
    private Map<String, String> given = new LinkedHashMap<>();

    @Option(
            names = {"-v", VERBOSE},
            description = "More log lines, those of each call too, and stack traces.")
    @SuppressWarnings("UnusedVariable") // Logs reads it from the arguments, before the first logger is made
    private boolean verbose;

    @Option(
            names = {"-q", QUIET},
            description = "No progress and no log lines but warnings and errors.")
    private boolean quiet;

    CommonOptions() {}

    /** Options for a folder that has all: its own routes, tables and state, whatever the environment says. */
    static CommonOptions in(Path folder) {
        CommonOptions options = new CommonOptions();
        options.routes = folder.resolve("routes");
        options.properties = folder.resolve("application.properties");
        options.give(Map.of(
                "qanat.data", folder.resolve("data").toString(),
                "qanat.state", folder.resolve("state").toString()));
        return options;
    }

    /** Adds settings that overrule all others. */
    void give(Map<String, String> settings) {
        given.putAll(settings);
    }

    /** Whether nothing is to be shown but results, warnings and errors. */
    boolean quiet() {
        return quiet;
    }

    /** Reads the settings of all layers. */
    PropertyLayers layers() {
        return PropertyLayers.read(properties(), System.getenv(), systemAndGiven());
    }

    /** The folder of the route files. */
    Path routes(PropertyLayers layers) {
        return routes == null
                ? layers.folder().resolve("routes")
                : routes.toAbsolutePath().normalize();
    }

    private Path properties() {
        return properties == null
                ? Path.of(System.getProperty(HOME, ""), "application.properties")
                        .toAbsolutePath()
                : properties;
    }

    /** {@code java -Dname=value} counts like {@code qanat -D name=value}, which wins. */
    private Map<String, String> systemAndGiven() {
        Map<String, String> all = new LinkedHashMap<>();
        System.getProperties().stringPropertyNames().forEach(name -> all.put(name, System.getProperty(name)));
        all.putAll(given);
        return all;
    }
}
