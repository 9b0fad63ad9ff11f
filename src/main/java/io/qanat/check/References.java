package io.qanat.check;

import io.qanat.check.Declaration.Kind;
import io.qanat.check.RouteFile.Named;
import io.qanat.settings.Names;
import io.qanat.settings.Problem;
import io.qanat.settings.PropertyLayers;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Compares what a folder's routes name with what there is: APIs that are missing or unused, names that come twice. */
final class References {
    private final RouteFiles files;
    private final PropertyLayers layers;
    private final Findings findings;

    References(RouteFiles files, PropertyLayers layers, Findings findings) {
        this.files = files;
        this.layers = layers;
        this.findings = findings;
    }

    void check() {
        checkRouteIds();
        Set<String> apis = apis();
        Set<String> used = used();
        files.files().stream()
                .flatMap(file -> file.withoutSteps().stream())
                .forEach(pull -> findings.error(
                        pull, "steps", "are missing: write where the pages go, such as - to: table:" + pull.name()));
        files.declarations(Kind.PULL).forEach(pull -> checkPull(pull, apis));
        if (!findings.errors()) {
            tellUnused(used); // else the one that seems unused is perhaps the one that was meant
        }
        checkTables();
    }

    private void tellUnused(Set<String> used) {
        files.declarations(Kind.API).stream()
                .filter(api -> !api.name().isEmpty() && !used.contains(api.name()))
                .forEach(api -> findings.warning(api, "name", "no pull uses this API"));
    }

    private void checkRouteIds() {
        Map<String, Named> first = new HashMap<>();
        for (RouteFile file : files.files()) {
            for (Named id : file.routeIds()) {
                Named before = first.putIfAbsent(id.name(), id);
                if (before != null) {
                    findings.add(
                            id.file(),
                            id.line(),
                            Severity.ERROR,
                            new Problem(
                                    "route " + id.name(), "id", "there is another route of this id: " + at(before)));
                }
            }
        }
    }

    private static String at(Named named) {
        return named.file().getFileName() + ":" + named.line();
    }

    private Set<String> apis() {
        Map<String, String> places = new HashMap<>();
        files.files().forEach(file -> file.directs().forEach(direct -> places.put(direct.name(), at(direct))));
        for (Declaration api : files.declarations(Kind.API)) {
            String before = api.name().isEmpty() ? null : places.putIfAbsent(api.name(), api.place());
            if (before != null) {
                findings.error(api, "name", "there is another API or direct: route of this name: " + before);
            }
        }
        return new TreeSet<>(places.keySet());
    }

    private Set<String> used() {
        Set<String> used = new HashSet<>();
        files.files().forEach(file -> used.addAll(file.called()));
        files.declarations(Kind.PULL).stream()
                .map(pull -> Filled.of(pull, ParameterCheck.declared(Kind.PULL), layers)
                        .known("api"))
                .forEach(used::add);
        return used;
    }

    private void checkPull(Declaration pull, Set<String> apis) {
        if (pull.name().isEmpty()) {
            findings.error(pull, "id", "the route needs an id: files, state and messages are named by it");
        }
        String api = Filled.of(pull, ParameterCheck.declared(Kind.PULL), layers).known("api");
        if (!api.isEmpty() && !apis.contains(api)) {
            findings.error(
                    pull,
                    "api",
                    "there is no API " + api + Names.didYouMean(api, apis)
                            + (apis.isEmpty()
                                    ? ": write a templatedRoute of template api, or a route from direct:" + api
                                    : " (APIs: " + String.join(", ", apis) + ")"));
        }
    }

    /** Two pulls that replace a table's rows would take it from each other. */
    private void checkTables() {
        Map<String, Declaration> first = new HashMap<>();
        List<Declaration> pulls = files.declarations(Kind.PULL);
        for (Declaration table : files.declarations(Kind.TABLE)) {
            boolean pulled = pulls.stream().anyMatch(pull -> pull.name().equals(table.route()));
            Declaration before = pulled ? first.putIfAbsent(key(table), table) : null;
            if (before != null && !before.route().equals(table.route())) {
                tellTwice(table, before, replaces(table, pulls) || replaces(before, pulls));
            }
        }
    }

    private void tellTwice(Declaration table, Declaration before, boolean replaced) {
        String message = "pull " + before.route() + " writes this table too (" + before.place() + ")";
        if (replaced) {
            findings.error(
                    table, "name", message + ", and one of them replaces all its rows: give each a table of its own");
        } else {
            findings.warning(table, "name", message + ": they can't write it at the same time");
        }
    }

    private String key(Declaration table) {
        Filled filled = Filled.of(table, ParameterCheck.declared(Kind.TABLE), layers);
        return String.join(
                "\n",
                new Placeholders(layers).fill(table.name()).orElse(table.name()),
                filled.known("directory"),
                filled.known("dataSource"));
    }

    private boolean replaces(Declaration table, List<Declaration> pulls) {
        Filled options = Filled.of(table, ParameterCheck.declared(Kind.TABLE), layers);
        boolean auto = options.known("mode").equals("auto")
                && options.known("primaryKey").isEmpty();
        return options.known("mode").equals("replace")
                || (auto
                        && pulls.stream()
                                .filter(pull -> pull.name().equals(table.route()))
                                .noneMatch(this::incremental));
    }

    private boolean incremental(Declaration pull) {
        Filled filled = Filled.of(pull, ParameterCheck.declared(Kind.PULL), layers);
        return !filled.known("incrementalField").isEmpty()
                || filled.known("keepCursor").equals("true");
    }
}
