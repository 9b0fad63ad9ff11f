package io.qanat.draft;

import com.fasterxml.jackson.databind.node.TextNode;
import io.qanat.settings.SettingsException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Drafts as the YAML of a route file, with a comment wherever a newcomer would ask. */
public final class RouteFileText {
    /** A text that means itself without quotes. */
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z/_][A-Za-z0-9/_.=-]*");

    /** The parameters whose values are placeholders of ours. */
    private static final Set<String> SECRETS =
            Set.of("token", "username", "password", "apiKey", "clientId", "clientSecret");

    private static final Set<String> WORDS = Set.of("true", "false", "null", "yes", "no", "on", "off", "y", "n");

    private final StringBuilder out = new StringBuilder();

    private RouteFileText() {}

    /** The whole file. */
    public static String of(ApiDraft api, List<PullDraft> pulls) {
        RouteFileText text = new RouteFileText();
        text.api(api);
        pulls.forEach(pull -> text.pull(pull, api));
        return text.out.toString();
    }

    /** Only the API's part. */
    public static String of(ApiDraft api) {
        return of(api, List.of());
    }

    private void api(ApiDraft api) {
        line("# " + api.name() + ", from " + comment(api.source()));
        line("# \"qanat check\" finds mistakes, \"qanat preview NAME\" shows a first page, \"qanat pull NAME\" pulls.");
        line("");
        api.notes().forEach(note -> line("# " + comment(note)));
        line("- templatedRoute:");
        line("    routeTemplateRef: api # makes direct:" + api.name() + ": quota, credentials, HTTP, checks");
        line("    routeId: " + quoted(api.name() + "-api"));
        line("    parameters:");
        parameter("name", api.name(), "");
        parameter("url", api.url(), "");
        api.parameters().forEach((name, value) -> parameter(name, value, why(name, value)));
        line("      # - { name: userAgent, value: \"acme-reports/1.0 (data@acme.example)\" } # who calls, for the API's"
                + " owner");
    }

    private static String why(String name, String value) {
        if (value.startsWith("{{") && value.endsWith("}}")) {
            String setting = value.substring(2, value.length() - 2);
            return "from " + setting.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_")
                    + " in .env or the environment";
        }
        return name.equals("rateLimit") ? "90 % of what the API allows" : "";
    }

    private void parameter(String name, String value, String why) {
        if (!SECRETS.contains(name)) {
            refusePlaceholder(name, value);
        }
        line("      - { name: " + name + ", value: " + quoted(value) + " }" + (why.isEmpty() ? "" : " # " + why));
    }

    private void pull(PullDraft pull, ApiDraft api) {
        line("");
        pull.notes().forEach(note -> line("# " + comment(note)));
        line("- route:");
        line("    id: " + quoted(pull.id()) + " # the pull's name");
        line("    from:");
        line("      uri: kamelet:api-pull");
        line("      parameters:");
        entry("api", api.name());
        entry("path", pull.path());
        line("        # every: 15m # or cron: without either only by hand");
        pull.parameters().forEach(this::entry);
        pull.hints().forEach(hint -> line("        # " + comment(hint)));
        line("      steps:");
        line("        - to:");
        line("            uri: " + quoted("table:" + pull.id())
                + " # typed Parquet files, shown whole when the run ends");
        table(pull.table());
    }

    private void table(Map<String, String> options) {
        if (!options.isEmpty()) {
            line("            parameters:");
            options.forEach((name, value) -> {
                refusePlaceholder(name, value);
                line("              " + name + ": " + quoted(value));
            });
        }
    }

    /** What a document or an answer says must not be read as a setting, whose value would be sent away. */
    private static void refusePlaceholder(String name, String value) {
        if (value.contains("{{")) {
            throw new SettingsException(
                    "new", name, "\"" + value + "\" holds {{, which would be read as the name of a setting");
        }
    }

    private void entry(String name, String value) {
        refusePlaceholder(name, value);
        line("        " + name + ": " + quoted(value));
    }

    private void line(String text) {
        out.append(text).append('\n');
    }

    /** A comment ends with its line, and begins no placeholder. */
    private static String comment(String text) {
        return text.replaceAll("[\\p{Cntrl}\\s]+", " ");
    }

    /** JSON's strings are YAML's, within double quotes. */
    private static String quoted(String text) {
        boolean number = text.matches("\\d{1,9}") && !text.matches("0\\d+");
        boolean plain = PLAIN.matcher(text).matches() && !WORDS.contains(text.toLowerCase(Locale.ROOT));
        return number || plain || text.matches("(table|kamelet|direct):[A-Za-z][A-Za-z0-9_-]*")
                ? text
                : TextNode.valueOf(text).toString();
    }
}
