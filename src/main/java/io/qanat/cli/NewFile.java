package io.qanat.cli;

import io.qanat.check.Checks;
import io.qanat.check.DeclaredPulls;
import io.qanat.check.Finding;
import io.qanat.check.Severity;
import io.qanat.draft.ApiDraft;
import io.qanat.draft.PullDraft;
import io.qanat.draft.RouteFileText;
import io.qanat.settings.PropertyLayers;
import io.qanat.settings.SettingsException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;

/** Writes the route file and says how to go on. */
final class NewFile {
    private final CommandSpec spec;
    private final PropertyLayers layers;
    private final Path folder;
    private final boolean force;
    private final boolean dryRun;

    NewFile(CommandSpec spec, CommonOptions options, PropertyLayers layers, boolean force, boolean dryRun) {
        this.spec = spec;
        this.layers = layers;
        this.folder = options.routes(layers);
        this.force = force;
        this.dryRun = dryRun;
    }

    private Path path(String api) {
        return folder.resolve(api + ".camel.yaml");
    }

    /**
     * Refuses before any request to write over a file.
     *
     * @throws SettingsException if it is there
     */
    void requireFree(String api) {
        if (!dryRun && !force && Files.exists(path(api))) {
            throw taken(api);
        }
    }

    private SettingsException taken(String api) {
        return new SettingsException(
                "new", "--name", path(api) + " is there already: choose another --name, or --force to write over it");
    }

    /** Writes or prints it; a pull whose id another file has gets the API's name before it. */
    int write(ApiDraft api, List<PullDraft> drafts, List<String> summary) throws IOException {
        Set<String> others = others(api);
        List<PullDraft> pulls = drafts.stream()
                .map(pull -> others.contains(pull.id()) ? pull.named(api.name() + "-" + pull.id()) : pull)
                .toList();
        String text = RouteFileText.of(api, pulls);
        if (dryRun) {
            spec.commandLine().getOut().print(text);
            spec.commandLine().getOut().flush();
            return QanatCommand.DONE;
        }
        Files.createDirectories(folder);
        save(api, text);
        tell(api, pulls, summary);
        return QanatCommand.DONE;
    }

    private void save(ApiDraft api, String text) throws IOException {
        if (force) {
            Files.writeString(path(api.name()), text);
        } else {
            Files.writeString(path(api.name()), text, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        }
    }

    private Set<String> others(ApiDraft api) {
        return DeclaredPulls.read(folder, layers).namesOutside(path(api.name()));
    }

    private void tell(ApiDraft api, List<PullDraft> pulls, List<String> summary) {
        PrintWriter out = spec.commandLine().getOut();
        summary.forEach(out::println);
        out.println("wrote " + path(api.name()));
        List<String> unset = unset(api);
        unset.forEach(setting ->
                out.println("next: write " + PropertyLayers.variable(setting) + "=… into .env or the environment"));
        if (unset.isEmpty()) {
            mistakes(api).forEach(finding -> out.println(finding));
        }
        out.println("next: qanat check; qanat preview " + pulls.get(0).id() + "; qanat pull "
                + pulls.get(0).id());
        out.flush();
    }

    private List<String> unset(ApiDraft api) {
        List<String> names = new ArrayList<>();
        api.parameters().values().stream()
                .filter(value -> value.startsWith("{{"))
                .map(value -> value.substring(2, value.length() - 2))
                .filter(name -> layers.getProperty(name) == null)
                .forEach(names::add);
        return names;
    }

    private List<Finding> mistakes(ApiDraft api) {
        return Checks.of(folder, layers).stream()
                .filter(finding -> finding.severity() == Severity.ERROR)
                .filter(finding ->
                        finding.file().getFileName().equals(path(api.name()).getFileName()))
                .toList();
    }
}
