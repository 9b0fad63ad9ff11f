package io.qanat.draft;

import com.fasterxml.jackson.databind.JsonNode;
import io.qanat.openapi.CredentialsDraft;
import io.qanat.openapi.Listing;
import io.qanat.page.Answer;
import io.qanat.page.Json;
import io.qanat.page.Page;
import io.qanat.page.PageException;
import io.qanat.page.PageSettings;
import io.qanat.page.Pagination;
import io.qanat.settings.NameValue;
import io.qanat.settings.Parameters;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * What a live endpoint shows of itself: by its first answer, and where that doesn't tell how it pages, by at most two more.
 *
 * @param credentials the proof that it asked for; none if it answered without
 * @param rate for {@code rateLimit}; empty if it isn't told
 * @param notes about the API, a line each
 * @param pull the pull
 * @param seen whether a page was seen; otherwise the proof was missing
 */
public record LiveDraft(CredentialsDraft credentials, String rate, List<String> notes, PullDraft pull, boolean seen) {
    private static final int OK = 2;

    public LiveDraft {
        notes = List.copyOf(notes);
    }

    /**
     * Looks at an endpoint.
     *
     * @param first the first answer
     * @param asker makes the further requests
     * @param api the API's name, for placeholders
     * @param requests how many further ones are allowed
     * @throws PageException if the answer is no page
     * @throws Exception if a request got no answer
     */
    public static LiveDraft of(Endpoint endpoint, Answer first, Asker asker, String api, int requests)
            throws Exception {
        RateGuess rate = RateGuess.read(first.headers(), Instant.now());
        List<String> notes = new ArrayList<>();
        if (!rate.why().isEmpty()) {
            notes.add("Rate limit: the API told " + rate.why() + ".");
        }
        if (Challenge.refuses(first)) {
            CredentialsDraft proof = Challenge.read(first, api);
            notes.add("Credentials: the API answered with status " + first.status() + " without them"
                    + (proof.note().isEmpty() ? "." : " (" + proof.note() + ")."));
            return new LiveDraft(proof, rate.rate(), notes, unseen(endpoint), false);
        }
        return new LiveDraft(
                CredentialsDraft.NONE, rate.rate(), notes, new Look(endpoint, asker, requests).pull(first), true);
    }

    private static PullDraft unseen(Endpoint endpoint) {
        Map<String, String> parameters = new LinkedHashMap<>();
        query(endpoint, Set.of(), parameters);
        parameters.put("pagination", "auto");
        return new PullDraft(
                id(endpoint),
                endpoint.path(),
                parameters,
                Map.of(),
                List.of(
                        "Not seen yet: with the credentials in place \"qanat preview\" shows it, and \"qanat new --force\""
                                + " looks again."),
                List.of());
    }

    private static String id(Endpoint endpoint) {
        String id = Slug.of(Listing.lastWord(endpoint.path()));
        return id.isEmpty() ? "pull" : id;
    }

    /** The URL's own parameters but those that paging sets. */
    private static void query(Endpoint endpoint, Set<String> paging, Map<String, String> parameters) {
        String query = endpoint.query().stream()
                .filter(pair -> !paging.contains(pair.name()))
                .map(pair -> pair.name() + "=" + pair.value())
                .collect(Collectors.joining("; "));
        if (!query.isEmpty()) {
            parameters.put("query", query);
        }
    }

    /** The answers so far. */
    private static final class Look {
        private final Endpoint endpoint;
        private final Asker asker;
        private final List<String> notes = new ArrayList<>();
        private int requests;

        Look(Endpoint endpoint, Asker asker, int requests) {
            this.endpoint = endpoint;
            this.asker = asker;
            this.requests = requests;
        }

        PullDraft pull(Answer first) throws Exception {
            Map<String, String> paging = new LinkedHashMap<>();
            Page page = page(first, paging);
            Map<String, String> parameters = new LinkedHashMap<>();
            query(endpoint, Set.copyOf(paging.values()), parameters);
            paging.forEach((name, value) -> parameters.merge(name, value, (own, other) -> own + "; " + other));
            Candidates found = Candidates.of(page);
            return new PullDraft(
                    id(endpoint),
                    endpoint.path(),
                    parameters,
                    found.key().isEmpty() ? Map.of() : Map.of("primaryKey", found.key()),
                    notes,
                    found.changed().isEmpty() ? List.of() : Hints.incremental(found.changed(), ""));
        }

        /** The first page; what its paging is goes into the map. */
        private Page page(Answer first, Map<String, String> paging) throws Exception {
            Pagination auto = walk("auto");
            try {
                Page page = auto.accept(first);
                if (!auto.shown().isEmpty()) {
                    paging.putAll(auto.shown());
                    notes.add("Pagination: recognised by the first answer, " + auto.described() + ".");
                    records(auto, paging);
                    return page;
                }
                return tried(
                        page,
                        paging,
                        "the first answer (" + page.size()
                                + " records) shows no further page; should there be one, auto recognises it or refuses");
            } catch (PageException e) {
                if (e.kind() != PageException.Kind.PAGING) {
                    throw e;
                }
                Page page = walk("none").accept(first);
                return tried(page, paging, "not recognised; set pagination before the first pull");
            }
        }

        /** A page that looks full is asked for its successor, in the two ways that need nothing of the answer. */
        private Page tried(Page page, Map<String, String> paging, String otherwise) throws Exception {
            if (page.size() > 0
                    && !follows(page, new NameValue("page", "2"), Map.of("pagination", "page"), paging)
                    && !follows(
                            page,
                            new NameValue("offset", Integer.toString(page.size())),
                            Map.of("pagination", "offset"),
                            paging)) {
                paging.put("pagination", "auto");
                notes.add("Pagination: " + otherwise + ".");
            }
            return page;
        }

        private boolean follows(Page page, NameValue parameter, Map<String, String> means, Map<String, String> paging)
                throws Exception {
            if (requests <= 0) {
                return false;
            }
            requests--;
            Answer second = asker.ask(endpoint.with(List.of(parameter)));
            if (second.status() / 100 != OK || !another(page, second)) {
                return false;
            }
            paging.putAll(means);
            notes.add("Pagination: tried, " + parameter.name() + "=" + parameter.value() + " brought other records.");
            return true;
        }

        private boolean another(Page page, Answer second) throws IOException {
            try {
                Set<JsonNode> before = new HashSet<>(records(page));
                List<JsonNode> after = records(walk("none").accept(second));
                return !after.isEmpty() && after.stream().noneMatch(before::contains);
            } catch (PageException e) {
                return false; // no page: then that parameter isn't the way
            }
        }

        private static List<JsonNode> records(Page page) throws IOException {
            List<JsonNode> all = new ArrayList<>();
            try (Page.Records records = page.records()) {
                while (records.next()) {
                    all.add(Json.MAPPER.readTree(records.parser()));
                }
            }
            return all;
        }

        private static void records(Pagination walk, Map<String, String> paging) {
            String place = walk.recordsFound();
            if (place != null && !place.isEmpty()) {
                paging.put("records", place);
            }
        }

        private Pagination walk(String style) {
            Parameters parameters = new Parameters("new", Map.of("path", "/", "pagination", style, "api", "new"));
            PageSettings settings = PageSettings.of(parameters, Set.of(), UnaryOperator.identity());
            parameters.check();
            return new Pagination(settings, endpoint.request(), id(endpoint), null);
        }
    }
}
