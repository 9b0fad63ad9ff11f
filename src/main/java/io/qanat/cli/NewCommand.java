package io.qanat.cli;

import io.qanat.draft.OpenApiDraft;
import io.qanat.openapi.OpenApiException;
import io.qanat.settings.PropertyLayers;
import io.qanat.settings.SettingsException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Writes the first route file of an API. */
@Command(
        name = "new",
        mixinStandardHelpOptions = true,
        description = {
            "Write a route file for an API: from its OpenAPI document, or from what a live endpoint shows by itself.",
            "",
            "A live endpoint is asked at most three times, at most once a second. It shows how it pages, where its records"
                    + " are, what credentials it wants (written as placeholders, never as values), its rate limit, and which"
                    + " fields may be the key and the bookmark. On a terminal what isn't given is asked for.%n"
        },
        footer = {
            "",
            "Exit codes: 0 written, 1 the API gave no answer to learn from, 2 wrong use or settings.",
            "",
            "Examples:",
            "  qanat new --url https://api.example/v1/orders",
            "  qanat new --openapi https://api.example/openapi.json --resource orders --resource customers",
            "  qanat new --openapi api.yaml --yes --dry-run         all lists of the document, printed",
            "  SHOP_TOKEN=… qanat new --name shop --url https://…   looks with the credentials that it will need"
        })
final class NewCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private CommonOptions options = new CommonOptions();

    @Option(names = "--openapi", paramLabel = "FILE|URL", description = "The API's OpenAPI document (2.0, 3.0, 3.1).")
    private @Nullable String openapi;

    @Option(
            names = "--url",
            paramLabel = "URL",
            description = "A live endpoint that lists records; with --openapi the API's base URL.")
    private @Nullable String url;

    @Option(names = "--name", paramLabel = "NAME", description = "The API's name (by its title or host).")
    private String name = "";

    @Option(
            names = "--resource",
            paramLabel = "NAME",
            description = "A list of the document, by its path or the path's last word; may come several times.")
    private List<String> resources = List.of();

    @Option(
            names = "--param",
            paramLabel = "NAME=VALUE",
            description = "The value of a parameter that the document demands; may come several times.")
    private Map<String, String> given = new LinkedHashMap<>();

    @Option(
            names = {"-y", "--yes"},
            description = "Ask nothing: all lists, and the usual names.")
    private boolean yes;

    @Option(names = "--dry-run", description = "Print the file instead of writing it.")
    private boolean dryRun;

    @Option(names = "--force", description = "Write over a file that is there.")
    private boolean force;

    private final Optional<Questions> person;

    NewCommand() {
        this(Questions.terminal());
    }

    NewCommand(Optional<Questions> person) {
        this.person = person;
    }

    @Override
    public Integer call() throws Exception {
        askForSource();
        PropertyLayers layers = options.layers();
        NewFile file = new NewFile(spec, options, layers, force, dryRun);
        try {
            return openapi == null ? live(file, layers) : document(file, DocumentSource.read(openapi, options));
        } catch (SettingsException | ParameterException | OpenApiException e) {
            throw e;
        } catch (Exception e) {
            spec.commandLine().getErr().println("error: " + Reasons.text(Reasons.of(e)));
            return QanatCommand.PULL_FAILED;
        }
    }

    private void askForSource() {
        if (openapi != null || url != null) {
            return;
        }
        Questions questions = questions()
                .orElseThrow(() -> new ParameterException(
                        spec.commandLine(),
                        "there is no terminal to ask on: give --url URL of a list of records, or --openapi FILE|URL"));
        String source = questions.ask("URL of a list of records, or OpenAPI document (file or URL)", "");
        if (source.isEmpty()) {
            throw new ParameterException(spec.commandLine(), "without an API there is nothing to write");
        }
        if (source.matches("https?://.*")) {
            url = source;
        } else {
            openapi = source;
        }
    }

    private Optional<Questions> questions() {
        return yes ? Optional.empty() : person;
    }

    private int live(NewFile file, PropertyLayers layers) throws Exception {
        NewFromUrl look = new NewFromUrl(String.valueOf(url), options, layers);
        String api = named(look.usualName());
        file.requireFree(api);
        Optional<DocumentSource> found = look.look(api);
        if (found.isPresent()) {
            url = null;
            return document(file, found.get());
        }
        return file.write(look.api(), List.of(look.pull()), look.summary());
    }

    private int document(NewFile file, DocumentSource source) throws Exception {
        NewFromDocument document = new NewFromDocument(spec, source, url, given);
        String api = named(document.usualName());
        file.requireFree(api);
        List<OpenApiDraft> chosen = document.chosen(wanted(document));
        return file.write(document.api(api, chosen), document.pulls(chosen), document.summary(chosen));
    }

    private List<String> wanted(NewFromDocument document) {
        if (!resources.isEmpty() || yes) {
            return resources;
        }
        Questions questions = questions()
                .orElseThrow(() -> new ParameterException(
                        spec.commandLine(),
                        "there is no terminal to ask on: choose by --resource, or --yes for all (" + document.names()
                                + ")"));
        document.lines().forEach(questions::tell);
        String answer = questions.ask("Which, with commas", "all");
        return answer.equals("all") ? List.of() : List.of(answer.split("\\s*,\\s*"));
    }

    private String named(String usual) {
        String chosen = name.isEmpty()
                ? questions()
                        .map(questions -> questions.ask("Name of the API", usual))
                        .orElse(usual)
                : name;
        if (!chosen.matches("[A-Za-z][A-Za-z0-9_-]*") || chosen.equals("api")) { // "api" is the template's own word
            throw new ParameterException(
                    spec.commandLine(),
                    "the API's name \"" + chosen
                            + "\" must be of letters, digits, - and _, a letter first, and not \"api\": give --name");
        }
        return chosen;
    }
}
