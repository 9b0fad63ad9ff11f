package io.qanat.cli;

import io.qanat.draft.ApiDraft;
import io.qanat.draft.Endpoint;
import io.qanat.draft.LiveDraft;
import io.qanat.draft.PullDraft;
import io.qanat.draft.Slug;
import io.qanat.openapi.CredentialsDraft;
import io.qanat.openapi.OpenApi;
import io.qanat.page.Answer;
import io.qanat.settings.PropertyLayers;
import io.qanat.settings.SettingsException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A look at a live endpoint, with at most three requests. Not thread-safe. */
final class NewFromUrl {
    private static final int MOST = 3;
    private static final int OK = 2;

    private final Endpoint endpoint;
    private final CommonOptions options;
    private final PropertyLayers layers;
    private CredentialsDraft credentials = CredentialsDraft.NONE;
    private String api = "";
    private int requests;
    private @Nullable LiveDraft draft;

    /** @throws SettingsException if it is no URL */
    NewFromUrl(String url, CommonOptions options, PropertyLayers layers) {
        this.endpoint = Endpoint.of(url);
        this.options = options;
        this.layers = layers;
    }

    String usualName() {
        return Slug.ofHost(endpoint.host());
    }

    /**
     * Looks.
     *
     * @return the document, if the URL turned out to be one
     * @throws Exception if the answer is no page, or none came
     */
    Optional<DocumentSource> look(String name) throws Exception {
        api = name;
        endpoint.secret().ifPresent(secret -> {
            credentials = CredentialsDraft.apiKey(name, secret.name(), "query");
            options.give(Map.of(name + ".key", secret.value()));
        });
        Optional<DocumentSource> document = once();
        if (document.isEmpty() && !draft().seen() && credentials.parameters().isEmpty()) {
            credentials = draft().credentials();
            if (missing().isEmpty()) {
                once();
            }
        }
        return document;
    }

    private Optional<DocumentSource> once() throws Exception {
        try (LiveApi live = LiveApi.open(endpoint, api, credentials.parameters(), options)) {
            Answer first = live.ask(endpoint.request());
            requests++;
            refuseOthers(first);
            if (first.status() / 100 == OK && OpenApi.looksLike(first.bytes())) {
                return Optional.of(new DocumentSource(
                        OpenApi.read(first.body(), endpoint.origin() + endpoint.path()), first.url()));
            }
            draft = LiveDraft.of(endpoint, first, live, api, MOST - requests);
            requests += live.requests() - 1;
            return Optional.empty();
        }
    }

    private void refuseOthers(Answer answer) {
        int status = answer.status();
        boolean withoutProof =
                (status == 401 || status == 403) && credentials.parameters().isEmpty();
        if (status / 100 != OK && !withoutProof) {
            throw new SettingsException(
                    "new",
                    "--url",
                    endpoint.origin() + endpoint.path() + " answered with status "
                            + status
                            + (status == 401 || status == 403
                                    ? " in spite of the credentials: look at their values"
                                    : ": give the URL of a resource that lists records"));
        }
    }

    private LiveDraft draft() {
        return Objects.requireNonNull(draft, "a look comes first");
    }

    /** The settings that the credentials want, and that have no value anywhere. */
    private List<String> missing() {
        return credentials.parameters().values().stream()
                .filter(value -> value.startsWith("{{"))
                .map(value -> value.substring(2, value.length() - 2))
                .filter(setting -> layers.getProperty(setting) == null)
                .toList();
    }

    ApiDraft api() {
        Map<String, String> parameters = new LinkedHashMap<>(credentials.parameters());
        if (!draft().rate().isEmpty()) {
            parameters.put("rateLimit", draft().rate());
        }
        List<String> notes = new ArrayList<>(draft().notes());
        if (draft().rate().isEmpty()) {
            notes.add("Without a rateLimit it is one request a second.");
        }
        return new ApiDraft(
                api, "a look at " + endpoint.origin() + endpoint.path(), endpoint.origin(), parameters, notes);
    }

    PullDraft pull() {
        return draft().pull();
    }

    /** What was found, a line each. */
    List<String> summary() {
        List<String> lines = new ArrayList<>();
        lines.add("looked at " + endpoint.origin() + endpoint.path() + " by " + Texts.count(requests, "request"));
        lines.addAll(draft().notes());
        lines.addAll(draft().pull().notes());
        return lines;
    }
}
