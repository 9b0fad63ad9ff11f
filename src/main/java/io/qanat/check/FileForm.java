package io.qanat.check;

import io.qanat.settings.Problem;
import io.qanat.settings.Yaml;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** The form of a route file as a whole: a list, in whose items no key comes twice, of which YAML readers keep only the last. */
final class FileForm {
    private FileForm() {}

    static void check(RouteFile file, Findings findings) {
        if (!(file.root() instanceof SequenceNode)) {
            note(
                    findings,
                    file.file(),
                    file.root(),
                    "file",
                    "must be a list: each of its items begins with - route: or - templatedRoute:");
            return;
        }
        Yaml.all(file.root()).forEach(node -> checkTwice(file.file(), node, findings));
    }

    private static void checkTwice(Path file, Node node, Findings findings) {
        Map<String, Integer> lines = new HashMap<>();
        for (Node key : Yaml.keys(node)) {
            String name = Yaml.text(key).orElse("");
            Integer before = lines.putIfAbsent(name, Yaml.line(key));
            if (before != null && !name.isEmpty()) {
                note(findings, file, key, name, "is given twice, first in line " + before);
            }
        }
    }

    private static void note(Findings findings, Path file, Node at, String name, String message) {
        findings.add(file, Yaml.line(at), Severity.ERROR, new Problem("YAML", name, message));
    }
}
