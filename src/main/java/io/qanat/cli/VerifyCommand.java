package io.qanat.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.qanat.api.ClientErrorException;
import io.qanat.check.DeclaredPulls;
import io.qanat.openapi.OpenApiException;
import io.qanat.page.Json;
import io.qanat.page.PageException;
import io.qanat.page.Place;
import io.qanat.pull.Preview;
import io.qanat.pull.PullSettings;
import io.qanat.settings.Names;
import io.qanat.settings.PropertyLayers;
import io.qanat.settings.SettingsException;
import io.qanat.verify.AnswerReference;
import io.qanat.verify.Checked;
import io.qanat.verify.DocumentReference;
import io.qanat.verify.Verdict;
import io.qanat.verify.Verdict.Result;
import io.qanat.verify.Verification;
import java.io.PrintWriter;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Compares the names in the routes with what their API knows. */
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        description = {
            "Compare every path, method, parameter, place and field that the pulls name with the API's OpenAPI document, or"
                    + " without one with a live answer, so that invented and outdated names are found before they run.",
            "",
            "With --openapi no request is made of the API, and no credentials are needed. Without it each pull asks once for"
                    + " its first page, which can't tell whether query parameters are real.%n"
        },
        footer = {
            "",
            "Exit codes: 0 no invented name, 1 a call failed, 2 invented names, wrong use or settings.",
            "",
            "Examples:",
            "  qanat verify --openapi https://api.example/openapi.json",
            "  qanat verify orders                   against a live answer",
            "  qanat verify --json                   one JSON object a name: pull, at, parameter, name,",
            "                                        result (found, deprecated, missing, unknown, failed),",
            "                                        message, hint"
        })
final class VerifyCommand implements Callable<Integer> {
    private static final Set<Integer> NO_SUCH_PATH = Set.of(404, 405, 410);

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private CommonOptions options = new CommonOptions();

    @Parameters(
            paramLabel = "NAME",
            arity = "0..*",
            description = "The pulls, by the ids of their routes; all if none is given.",
            completionCandidates = PullNames.class)
    private List<String> names = List.of();

    @Option(names = "--openapi", paramLabel = "FILE|URL", description = "The API's OpenAPI document (2.0, 3.0, 3.1).")
    private @Nullable String openapi;

    @Option(names = "--json", description = "Print one line of JSON for each name.")
    private boolean json;

    private final List<Checked> failed = new ArrayList<>();

    @Override
    public Integer call() throws Exception {
        PropertyLayers layers = options.layers();
        DeclaredPulls declared = DeclaredPulls.read(options.routes(layers), layers);
        new KnownPulls(declared.names()).require(names, spec);
        List<String> wanted = names.isEmpty() ? List.copyOf(declared.names()) : names;
        List<Checked> checked = openapi == null ? live(wanted, declared) : byDocument(wanted, declared, openapi);
        return told(checked, declared);
    }

    private List<Checked> byDocument(List<String> wanted, DeclaredPulls declared, String source) throws Exception {
        List<Checked> checked = new ArrayList<>();
        try {
            DocumentSource document = DocumentSource.read(source, options);
            for (String name : wanted) {
                PullSettings pull = declared.settings(name);
                Place records = pull.pages().records();
                checked.addAll(Verification.of(
                        pull,
                        declared.table(name).options(),
                        new DocumentReference(
                                document.document(),
                                basePath(declared.url(pull)),
                                pull.path(),
                                pull.pages().request().method(),
                                records)));
            }
        } catch (OpenApiException | SettingsException e) {
            throw e;
        } catch (Exception e) {
            fail("", e);
        }
        return checked;
    }

    private static String basePath(String url) {
        String path = url.isEmpty() ? "" : URI.create(url).getPath();
        return path == null ? "" : path;
    }

    private List<Checked> live(List<String> wanted, DeclaredPulls declared) throws Exception {
        List<Checked> checked = new ArrayList<>();
        try (App app = App.startByHand(options)) {
            for (String name : wanted) {
                PullSettings pull = app.pulls().all().stream()
                        .filter(known -> known.name().equals(name))
                        .findFirst()
                        .orElseThrow();
                checked.addAll(live(app, pull, declared));
            }
        }
        return checked;
    }

    private List<Checked> live(App app, PullSettings pull, DeclaredPulls declared) throws Exception {
        try {
            Preview preview = app.pulls().preview(pull.name());
            return Verification.of(
                    pull,
                    declared.table(pull.name()).options(),
                    AnswerReference.of(preview.answer(), preview.page(), preview.next() == null));
        } catch (SettingsException e) {
            throw e;
        } catch (Exception e) {
            return unanswered(pull, Reasons.of(e));
        }
    }

    /** An answer may say by its failure that a name is invented. */
    private List<Checked> unanswered(PullSettings pull, Throwable reason) {
        if (reason instanceof ClientErrorException refused && NO_SUCH_PATH.contains(refused.status())) {
            return List.of(missing(pull, "path", pull.path(), "is answered with status " + refused.status()));
        }
        if (reason instanceof PageException page && page.kind() == PageException.Kind.NO_RECORDS) {
            Place records = pull.pages().records();
            return List.of(missing(pull, "records", records == null ? "auto" : records.text(), Reasons.text(reason)));
        }
        fail(pull.name(), reason);
        return List.of();
    }

    private static Checked missing(PullSettings pull, String parameter, String name, String message) {
        return new Checked(pull.name(), parameter, name, new Verdict(Result.MISSING, message, List.of()));
    }

    private void fail(String pull, Throwable reason) {
        failed.add(new Checked(pull, "", "", new Verdict(Result.UNKNOWN, Reasons.text(Reasons.of(reason)), List.of())));
    }

    private int told(List<Checked> checked, DeclaredPulls declared) {
        PrintWriter out = spec.commandLine().getOut();
        for (Checked one : checked) {
            if (json) {
                out.println(json(one, one.verdict().result().word(), declared));
            } else if (one.verdict().result() != Result.FOUND) {
                out.println(line(one, declared));
            }
        }
        for (Checked one : failed) {
            out.println(
                    json
                            ? json(one, "failed", declared)
                            : "error: " + one.verdict().message());
        }
        boolean missing = count(checked, Result.MISSING) > 0;
        if (!json) {
            out.println(Texts.count(checked.size(), "name") + ": " + count(checked, Result.FOUND) + " found, "
                    + count(checked, Result.MISSING) + " missing, " + count(checked, Result.DEPRECATED)
                    + " deprecated, " + count(checked, Result.UNKNOWN) + " that can't be told");
        }
        out.flush();
        return missing ? QanatCommand.WRONG_USE : failed.isEmpty() ? QanatCommand.DONE : QanatCommand.PULL_FAILED;
    }

    private static long count(List<Checked> checked, Result result) {
        return checked.stream().filter(one -> one.verdict().result() == result).count();
    }

    private static String line(Checked one, DeclaredPulls declared) {
        return declared.place(one.pull(), one.parameter()) + ": "
                + one.verdict().result().word() + ": pull " + one.pull() + ": " + one.parameter() + ": " + one.name()
                + " " + one.verdict().message() + hint(one);
    }

    private static String hint(Checked one) {
        return Names.didYouMean(plain(one), one.verdict().nearby());
    }

    /** A place's last name stands for it, as its neighbours are names; a path stands for itself. */
    private static String plain(Checked one) {
        boolean whole = one.parameter().equals("path") || one.verdict().nearby().contains(one.name());
        String name = one.name().replaceFirst("^header:", "");
        return whole ? name : name.substring(name.lastIndexOf(name.contains("/") ? '/' : '.') + 1);
    }

    /** The members' names and order are a promise: pull, at, parameter, name, result, message, hint. */
    private static String json(Checked one, String result, DeclaredPulls declared) {
        ObjectNode line = Json.MAPPER.createObjectNode();
        line.put("pull", one.pull());
        line.put("at", Objects.requireNonNull(declared.place(one.pull(), one.parameter())));
        line.put("parameter", one.parameter());
        line.put("name", one.name());
        line.put("result", result);
        line.put("message", one.verdict().message());
        line.put("hint", hint(one).replaceFirst("^; ", ""));
        return line.toString();
    }
}
