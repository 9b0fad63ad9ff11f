package io.qanat.cli;

import io.qanat.settings.Declared;
import io.qanat.table.TableOptions;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Makes a whole route file of what an example shows of one: a pull without its API, steps, or parameters. */
final class Example {
    private static final Pattern CALLED = Pattern.compile("\\bapi: ([\\w-]+)");
    private static final Pattern NAMED = Pattern.compile("name: name, value: ([\\w-]+)");
    private static final Pattern MEMBER = Pattern.compile("^(\\w+):.*$", Pattern.MULTILINE);

    private Example() {}

    static String whole(String yaml) {
        return withApis(file(yaml.stripIndent()));
    }

    private static String file(String yaml) {
        if (Pattern.compile("^- (templatedRoute|route|beans|routeConfiguration|from|rest):", Pattern.MULTILINE)
                .matcher(yaml)
                .find()) {
            return yaml;
        }
        if (yaml.startsWith("- name:") || yaml.startsWith("- {")) {
            return api(yaml);
        }
        if (yaml.startsWith("steps:") || yaml.startsWith("- ")) {
            return pull("", yaml.startsWith("steps:") ? yaml : "steps:\n" + yaml.indent(2));
        }
        Set<String> names =
                MEMBER.matcher(yaml).results().map(found -> found.group(1)).collect(Collectors.toSet());
        if (Declared.pull().keySet().containsAll(names)) {
            return pull(yaml, "steps:\n  - to: table:rows\n");
        }
        if (TableOptions.declared().keySet().containsAll(names)) {
            return pull("", "steps:\n  - to:\n      uri: table:rows\n      parameters:\n" + yaml.indent(8));
        }
        throw new IllegalArgumentException("neither routes nor steps nor parameters: " + yaml);
    }

    private static String pull(String parameters, String steps) {
        String needed = (parameters.contains("api:") ? "" : "api: shop\n")
                + (parameters.contains("path:") ? "" : "path: /v1/rows\n");
        return "- route:\n    id: rows\n    from:\n      uri: kamelet:api-pull\n      parameters:\n"
                + (needed + parameters).indent(8) + steps.indent(6);
    }

    private static String api(String parameters) {
        String needed = (parameters.contains("name: name,") ? "" : "- { name: name, value: shop }\n")
                + (parameters.contains("name: url,") ? "" : "- { name: url, value: \"https://api.example\" }\n");
        return "- templatedRoute:\n    routeTemplateRef: api\n    routeId: shop-api\n    parameters:\n"
                + (needed + parameters).indent(6);
    }

    /** The APIs that it calls and doesn't declare. */
    private static String withApis(String file) {
        List<String> declared = matches(NAMED, file);
        StringBuilder whole = new StringBuilder(file);
        matches(CALLED, file).stream()
                .filter(name -> !declared.contains(name) && !file.contains("direct:" + name))
                .forEach(name -> whole.append(
                        api("- { name: name, value: " + name + " }\n").replace("shop-api", name + "-api")));
        return whole.toString();
    }

    private static List<String> matches(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        return matcher.results().map(found -> found.group(1)).distinct().toList();
    }
}
