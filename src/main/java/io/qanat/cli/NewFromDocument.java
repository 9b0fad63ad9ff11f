package io.qanat.cli;

import io.qanat.draft.ApiDraft;
import io.qanat.draft.OpenApiDraft;
import io.qanat.draft.PullDraft;
import io.qanat.draft.Slug;
import io.qanat.openapi.CredentialsDraft;
import io.qanat.settings.Names;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Route files from an OpenAPI document. */
final class NewFromDocument {
    private final CommandSpec spec;
    private final DocumentSource source;
    private final @Nullable String base;
    private final Map<String, String> given;
    private final List<OpenApiDraft> lists;

    NewFromDocument(CommandSpec spec, DocumentSource source, @Nullable String base, Map<String, String> given) {
        this.spec = spec;
        this.source = source;
        this.base = base;
        this.given = given;
        this.lists = OpenApiDraft.all(source.document().operations());
        if (lists.isEmpty()) {
            throw wrong(source.document().name() + ": no GET of it answers with a list of records");
        }
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    String usualName() {
        String title = Slug.ofTitle(source.document().title());
        return title.isEmpty() ? "my-api" : title;
    }

    /** The lists' paths, for a message. */
    String names() {
        return lists.stream().map(list -> list.operation().path()).collect(Collectors.joining(", "));
    }

    /** The lists for a person to choose from. */
    List<String> lines() {
        return lists.stream()
                .map(list -> "  " + list.operation().path()
                        + (list.operation().deprecated() ? " (deprecated)" : "")
                        + (list.operation().summary().isEmpty()
                                ? ""
                                : "  " + list.operation().summary()))
                .toList();
    }

    /**
     * Those that were asked for; without names all that need no values.
     *
     * @throws ParameterException if there is no such list, or a value is missing
     */
    List<OpenApiDraft> chosen(List<String> wanted) {
        List<OpenApiDraft> chosen = wanted.isEmpty()
                ? lists.stream().filter(this::complete).toList()
                : wanted.stream().map(this::one).distinct().toList();
        if (chosen.isEmpty()) {
            throw wrong("each list needs values: choose one by --resource, and give them by --param: " + names());
        }
        chosen.forEach(this::requireComplete);
        return chosen;
    }

    private boolean complete(OpenApiDraft list) {
        return !list.operation().deprecated() && list.missing(given).isEmpty();
    }

    private OpenApiDraft one(String wanted) {
        return lists.stream()
                .filter(list -> list.operation().path().equals(wanted))
                .findFirst()
                .or(() -> lists.stream()
                        .filter(list -> list.id().equals(Slug.of(wanted)))
                        .findFirst())
                .orElseThrow(() -> wrong("there is no list " + wanted
                        + Names.didYouMean(
                                wanted, lists.stream().map(OpenApiDraft::id).toList()) + " (lists: "
                        + names() + ")"));
    }

    private void requireComplete(OpenApiDraft list) {
        List<String> missing = list.missing(given);
        if (!missing.isEmpty()) {
            throw wrong(list.operation().path() + " needs "
                    + missing.stream().map(name -> "--param " + name + "=VALUE").collect(Collectors.joining(" and ")));
        }
    }

    ApiDraft api(String name, List<OpenApiDraft> chosen) {
        CredentialsDraft credentials = chosen.stream()
                .map(list -> list.operation().credentials(name))
                .filter(draft -> !draft.equals(CredentialsDraft.NONE))
                .findFirst()
                .orElse(CredentialsDraft.NONE);
        List<String> notes = new ArrayList<>();
        if (!credentials.note().isEmpty()) {
            notes.add("Credentials: " + credentials.note() + ".");
        }
        notes.add("Without a rateLimit it is one request a second: look up what the API allows, and write 90 % of it.");
        return new ApiDraft(name, source.document().name(), url(), absolute(credentials.parameters()), notes);
    }

    private String url() {
        if (base != null) {
            return base.replaceFirst("/+$", "");
        }
        return source.document()
                .server(source.url())
                .orElseThrow(() -> wrong(
                        source.document().name() + ": doesn't say where its server is: give its base URL by --url"));
    }

    /** A token URL may be relative to the API's. */
    private Map<String, String> absolute(Map<String, String> parameters) {
        String token = parameters.get("tokenUrl");
        if (token == null || token.matches("https?://.*")) {
            return parameters;
        }
        Map<String, String> all = new java.util.LinkedHashMap<>(parameters);
        all.put("tokenUrl", URI.create(url() + "/").resolve(token).toString());
        return all;
    }

    /** A pull of each, each under an id of its own. */
    List<PullDraft> pulls(List<OpenApiDraft> chosen) {
        Set<String> ids = new TreeSet<>();
        List<PullDraft> pulls = new ArrayList<>();
        for (OpenApiDraft list : chosen) {
            PullDraft pull = list.draft(given);
            String longer = Slug.of(list.operation().path().replaceAll("\\{[^}]*}", ""));
            String id = ids.contains(pull.id()) && !longer.isEmpty() ? longer : pull.id();
            for (int i = 2; ids.contains(id); i++) {
                id = pull.id() + "-" + i;
            }
            ids.add(id);
            pulls.add(pull.named(id));
        }
        return pulls;
    }

    /** What was found, a line each. */
    List<String> summary(List<OpenApiDraft> chosen) {
        List<String> lines = new ArrayList<>();
        lines.add(source.document().name() + ": " + Texts.count(lists.size(), "list") + ", " + chosen.size()
                + " written");
        lists.stream()
                .filter(list -> !chosen.contains(list))
                .filter(list -> !list.missing(given).isEmpty())
                .forEach(list -> lines.add(
                        "left out, since it needs values: " + list.operation().path() + " (--resource "
                                + list.operation().path()
                                + list.missing(given).stream()
                                        .map(name -> " --param " + name + "=…")
                                        .collect(Collectors.joining())
                                + ")"));
        return lines;
    }
}
