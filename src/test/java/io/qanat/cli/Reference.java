package io.qanat.cli;

import io.qanat.check.DeclaredSettings;
import io.qanat.settings.Declared;
import io.qanat.settings.Declared.Parameter;
import io.qanat.settings.PropertyLayers;
import io.qanat.table.TableOptions;
import io.qanat.table.WrittenColumns;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/** The tables of the manual that are made from what the program declares. */
final class Reference {
    private Reference() {}

    /** Where a group of parameters begins, in the order of their declaration, and what it is called. */
    private static final Map<String, String> API_GROUPS = groups(
            "name",
            "The API",
            "auth",
            "Credentials",
            "rateLimit",
            "Pace",
            "userAgent",
            "Requests and limits",
            "maxAttempts",
            "Retries",
            "maxResponseSize",
            "Answers and connections");

    private static final Map<String, String> PULL_GROUPS = groups(
            "api",
            "What and when",
            "method",
            "The request",
            "records",
            "Records, pages, and where they end",
            "errorFrom",
            "Judging answers",
            "incrementalField",
            "Only what is new",
            "forEach",
            "Many at the same time",
            "retry",
            "Failures");

    /** JSON values, each the first of its column; two spaces part the values of several records. */
    private static final List<String> VALUES = List.of(
            "17",
            "1.5",
            "1  2.5",
            "9007199254740993  2.5",
            "18446744073709551616",
            "true",
            "\"2024-02-29T12:00:00+01:00\"",
            "\"2024-02-29T12:00:00\"",
            "\"2024-02-29\"",
            "\"2024-02-30\"",
            "\"Ada\"",
            "\"17\"",
            "{\"city\":\"Bonn\"}",
            "[1,2]",
            "[]  [\"a\"]",
            "null",
            "null  1",
            "1  \"a\"",
            "true  1");

    private static Map<String, String> groups(String... firstAndTitle) {
        Map<String, String> groups = new LinkedHashMap<>();
        for (int i = 0; i < firstAndTitle.length; i += 2) {
            groups.put(firstAndTitle[i], firstAndTitle[i + 1]);
        }
        return groups;
    }

    /**
     * The text of a block.
     *
     * @param name as in {@code <!-- generated:name -->}
     */
    static String block(String name) {
        return switch (name) {
            case "api" -> parameters(Declared.api(), API_GROUPS);
            case "pull" -> parameters(Declared.pull(), PULL_GROUPS);
            case "table" -> parameters(TableOptions.declared(), Map.of());
            case "settings" -> settings();
            case "commands" -> commands();
            case "types" -> types();
            default -> throw new IllegalArgumentException("there is no generated block " + name);
        };
    }

    private static String parameters(Map<String, Parameter> declared, Map<String, String> groups) {
        if (!declared.keySet().containsAll(groups.keySet())) {
            throw new IllegalStateException("these begin groups, but some of them aren't declared: " + groups.keySet());
        }
        StringBuilder text = new StringBuilder(groups.isEmpty() ? head("parameter") : "");
        declared.forEach((name, parameter) -> {
            if (groups.containsKey(name)) {
                text.append(text.isEmpty() ? "" : "\n")
                        .append("## ")
                        .append(groups.get(name))
                        .append("\n\n");
                text.append(head("parameter"));
            }
            text.append(row(name, parameter));
        });
        return text.toString();
    }

    private static String head(String first) {
        return "| " + first + " | default | meaning |\n|---|---|---|\n";
    }

    private static String row(String name, Parameter parameter) {
        String fallback = parameter.required() ? "required" : code(parameter.fallback());
        return "| `" + name + "` | " + fallback + " | " + cell(parameter.description()) + choices(parameter) + " |\n";
    }

    private static String code(String value) {
        return value.isEmpty() ? "" : "`" + value + "`";
    }

    private static String choices(Parameter parameter) {
        String values = parameter.bool() ? "`true`, `false`" : join(parameter.choices());
        return values.isEmpty() ? "" : " One of " + values + ".";
    }

    private static String join(List<String> values) {
        return values.stream().map(Reference::code).collect(Collectors.joining(", "));
    }

    private static String cell(String text) {
        return text.replace("|", "\\|").replace("<", "&lt;");
    }

    private static String settings() {
        StringBuilder text = new StringBuilder("| setting | variable | default | meaning |\n|---|---|---|---|\n");
        DeclaredSettings.all()
                .forEach((name, setting) -> text.append("| `" + name + "` | `"
                        + PropertyLayers.variable(name) + "` | " + code(setting.fallback()) + " | "
                        + cell(setting.description()) + choices(setting) + " |\n"));
        return text.toString();
    }

    private static String commands() {
        CommandLine all = QanatCommand.commandLine();
        StringBuilder text = new StringBuilder(help("qanat", all));
        all.getSubcommands().forEach((name, command) -> {
            if (!command.getCommandSpec().usageMessage().hidden()) {
                text.append("\n").append(help("qanat " + name, command));
            }
        });
        return text.toString();
    }

    private static String help(String title, CommandLine command) {
        String usage = command.getUsageMessage(Ansi.OFF)
                .lines()
                .map(String::stripTrailing)
                .collect(Collectors.joining("\n"));
        return "## " + title + "\n\n```text\n" + usage.strip() + "\n```\n";
    }

    private static String types() {
        StringBuilder text = new StringBuilder("| JSON, record by record | columns of the table |\n|---|---|\n");
        VALUES.forEach(values -> text.append("| ")
                .append(join(List.of(values.split(" {2}", -1))))
                .append(" | ")
                .append(columns(values))
                .append(" |\n"));
        return text.toString();
    }

    private static String columns(String values) {
        List<String> records = new ArrayList<>();
        for (String value : values.split(" {2}", -1)) {
            records.add("{\"x\":" + value + "}");
        }
        try {
            List<String> columns = WrittenColumns.of(records);
            return columns.isEmpty() ? "none yet" : join(columns).replace("  ", " ");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
