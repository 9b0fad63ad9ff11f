package io.qanat.check;

import io.qanat.check.Declaration.Kind;
import io.qanat.settings.Problem;
import io.qanat.settings.Yaml;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** The route files of a folder, as far as they can be read. */
record RouteFiles(List<RouteFile> files) {
    private static final Map<String, String> WORDS = Map.of(
            "(TAB)", "there is a tab at the beginning of the line: YAML indents by spaces only",
            "'@'", "a value that begins with @ must stand in quotes",
            "'`'", "a value that begins with ` must stand in quotes",
            "'%'", "a value that begins with % must stand in quotes",
            "expected <block end>",
                    "the line doesn't go on where the one before ended: look at its indent, and for a quote that isn't"
                            + " closed above",
            "expected ',' or ']'", "a bracket [ isn't closed before this line",
            "expected ',' or '}'", "a brace { isn't closed before this line",
            "could not find expected ':'",
                    "the line before has no name: value: a colon with a space behind it is missing",
            "mapping values are not allowed here",
                    "there are two colons in one line: put a value with a colon and a space into quotes",
            "found unexpected end of stream", "a quote isn't closed before the file's end");

    /** Reads them, and notes what can't be read. */
    static RouteFiles read(Path folder, Findings findings) {
        List<RouteFile> files = new ArrayList<>();
        for (Path file : yamlFiles(folder, findings)) {
            read(file, files, findings);
        }
        return new RouteFiles(files);
    }

    private static List<Path> yamlFiles(Path folder, Findings findings) {
        if (!Files.isDirectory(folder)) {
            note(findings, folder, 0, new Problem("settings", "--routes", folder + " is not a folder"));
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            note(findings, folder, 0, new Problem("settings", "--routes", "the folder can't be read"));
            return List.of();
        }
    }

    private static void read(Path file, List<RouteFile> files, Findings findings) {
        try {
            Yaml.read(file).ifPresent(root -> files.add(new RouteFile(file, root)));
        } catch (MarkedYamlEngineException e) {
            int line = e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(0);
            note(findings, file, line, new Problem("YAML", "syntax", syntax(e)));
        } catch (CharacterCodingException e) {
            note(findings, file, 0, new Problem("YAML", "file", "is not in UTF-8: save it in that encoding"));
        } catch (YamlEngineException e) {
            note(findings, file, 0, new Problem("YAML", "syntax", firstLine(e)));
        } catch (IOException e) {
            note(findings, file, 0, new Problem("YAML", "file", "can't be read: look at its rights"));
        }
    }

    /** What the parser means, in a user's words. */
    private static String syntax(MarkedYamlEngineException e) {
        String problem = String.valueOf(e.getProblem());
        for (Map.Entry<String, String> word : WORDS.entrySet()) {
            if (problem.contains(word.getKey())) {
                return word.getValue();
            }
        }
        return problem;
    }

    private static String firstLine(YamlEngineException e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("can't be read");
    }

    private static void note(Findings findings, Path file, int line, Problem problem) {
        findings.add(file, line, Severity.ERROR, problem);
    }

    List<Declaration> declarations() {
        return files.stream().flatMap(file -> file.declarations().stream()).toList();
    }

    List<Declaration> declarations(Kind kind) {
        return declarations().stream().filter(found -> found.kind() == kind).toList();
    }
}
