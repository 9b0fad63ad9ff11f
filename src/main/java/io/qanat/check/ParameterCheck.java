package io.qanat.check;

import io.qanat.api.ApiSettings;
import io.qanat.check.Declaration.Kind;
import io.qanat.check.Declaration.Written;
import io.qanat.pull.PullSettings;
import io.qanat.settings.Declared;
import io.qanat.settings.Declared.Parameter;
import io.qanat.settings.Names;
import io.qanat.settings.Parameters;
import io.qanat.settings.Problem;
import io.qanat.settings.PropertyLayers;
import io.qanat.settings.SettingsException;
import io.qanat.table.TableOptions;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Compares the parameters of APIs, pulls and tables with what is declared of them, and reads their values as the beans will. */
final class ParameterCheck {
    private static final Map<Kind, Map<String, Parameter>> DECLARED =
            Map.of(Kind.API, Declared.api(), Kind.PULL, Declared.pull(), Kind.TABLE, TableOptions.declared());

    /** What every Camel endpoint has as well. */
    private static final Set<String> OF_ALL_ENDPOINTS = Set.of("lazyStartProducer");

    /** Lists that are separated by semicolons. */
    private static final Set<String> PAIRS = Set.of("query", "headers");

    private final PropertyLayers layers;
    private final Findings findings;

    ParameterCheck(PropertyLayers layers, Findings findings) {
        this.layers = layers;
        this.findings = findings;
    }

    /** What is declared of a kind. */
    static Map<String, Parameter> declared(Kind kind) {
        return DECLARED.getOrDefault(kind, Map.of());
    }

    void check(Declaration found) {
        Map<String, Parameter> known = declared(found.kind());
        Set<String> told = new HashSet<>();
        found.parameters().forEach((name, written) -> checkWritten(found, name, written, known, told));
        known.forEach((name, parameter) -> {
            if (parameter.required() && !found.parameters().containsKey(name)) {
                findings.error(found, name, "is required");
            }
        });
        checkValues(found, known, told);
    }

    private void checkWritten(
            Declaration found, String name, Written written, Map<String, Parameter> known, Set<String> told) {
        String mistake = known.containsKey(name) ? form(found, name, written) : unknown(found, name, known);
        if (mistake != null) {
            told.add(name);
            findings.error(found, name, mistake);
        }
    }

    private static @Nullable String unknown(Declaration found, String name, Map<String, Parameter> known) {
        return found.kind() == Kind.TABLE && OF_ALL_ENDPOINTS.contains(name)
                ? null
                : "is not a parameter of " + found.kind().plural() + Names.didYouMean(name, known.keySet());
    }

    /** What keeps the text from arriving as it is written (names.md): told here, since Camel cuts it without a word. */
    private static @Nullable String form(Declaration found, String name, Written written) {
        if (!written.scalar()) {
            return PAIRS.contains(name)
                    ? "must be one text: name=value; name=value"
                    : "must be one value, not a list or a mapping; a placeholder stands in quotes: \"{{name}}\"";
        }
        String text = written.value();
        if (strayBraces(text)) {
            return "has }} outside of a placeholder, which Camel takes for a placeholder's end: write } }";
        }
        if (found.kind() == Kind.PULL && PAIRS.contains(name) && text.contains("&")) {
            return "has an &, at which a Kamelet's parameters are cut: write name=value; name=value";
        }
        return found.kind() == Kind.PULL && PAIRS.contains(name) && text.strip().contains("\n")
                ? "has a line break, which is lost in a Kamelet's parameters: write it on one line"
                : null;
    }

    private static boolean strayBraces(String text) {
        String rest = text;
        String before;
        do {
            before = rest;
            rest = rest.replaceAll("\\{\\{[^{}]*}}", "");
        } while (!rest.equals(before));
        return rest.contains("}}") && !rest.contains("{{");
    }

    /** A value that is known only at start counts as not given, and isn't judged. */
    private void checkValues(Declaration found, Map<String, Parameter> known, Set<String> told) {
        Filled filled = Filled.of(found, known, layers);
        filled.missing()
                .forEach(name -> findings.error(
                        found,
                        users(found, name),
                        "{{" + name + "}} has no value: set it in application.properties, as "
                                + PropertyLayers.variable(name) + " in .env or the environment, or with -D " + name
                                + "=…"));
        List<Problem> problems = new ArrayList<>(problems(found, filled));
        problems.addAll(undeclared(found, filled, known, problems));
        problems.stream()
                .filter(problem -> !filled.unknown().contains(problem.parameter()))
                .filter(problem -> !told.contains(problem.parameter()))
                .filter(problem -> !required(problem, found, known))
                .forEach(problem -> findings.error(found, problem.parameter(), problem.message()));
    }

    /** Told already, by the declaration. */
    private static boolean required(Problem problem, Declaration found, Map<String, Parameter> known) {
        Parameter parameter = known.get(problem.parameter());
        return problem.message().equals("is required")
                && parameter != null
                && parameter.required()
                && !found.parameters().containsKey(problem.parameter());
    }

    /** Values that the declaration doesn't allow, whether or not somebody reads them. */
    private static List<Problem> undeclared(
            Declaration found, Filled filled, Map<String, Parameter> known, List<Problem> problems) {
        List<Problem> more = new ArrayList<>();
        known.forEach((name, parameter) -> {
            List<String> allowed = parameter.bool() ? List.of("true", "false") : parameter.choices();
            String value = filled.known(name);
            boolean told =
                    problems.stream().anyMatch(problem -> problem.parameter().equals(name));
            if (!told && !value.isEmpty() && !allowed.isEmpty() && !allowed.contains(value)) {
                more.add(new Problem(
                        found.subject(),
                        name,
                        "\"" + value + "\" must be one of " + String.join(", ", allowed)
                                + Names.didYouMean(value, allowed)));
            }
        });
        return more;
    }

    private static String users(Declaration found, String placeholder) {
        return found.parameters().entrySet().stream()
                .filter(parameter -> parameter.getValue().value().contains("{{" + placeholder + "}}"))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse("");
    }

    private List<Problem> problems(Declaration found, Filled filled) {
        Parameters parameters = new Parameters(found.subject(), filled.values());
        try {
            switch (found.kind()) {
                case API ->
                    ApiSettings.of(parameters, found.file().toAbsolutePath().getParent());
                case PULL ->
                    PullSettings.read(
                            found.name(),
                            parameters,
                            found.file().toAbsolutePath().getParent());
                case TABLE -> {
                    return table(found, filled);
                }
            }
            return parameters.problems();
        } catch (SettingsException e) {
            return e.problems();
        }
    }

    private List<Problem> table(Declaration found, Filled filled) {
        String name = new Placeholders(layers).fill(found.name()).orElse("later");
        filled.values().keySet().retainAll(found.parameters().keySet());
        filled.unknown().forEach(filled.values()::remove);
        return TableOptions.problems(name, filled.values());
    }
}
