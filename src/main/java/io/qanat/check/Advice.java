package io.qanat.check;

import io.qanat.api.Origin;
import io.qanat.api.Secrets;
import io.qanat.check.Declaration.Kind;
import io.qanat.settings.NameValue;
import io.qanat.settings.Parameters;
import io.qanat.settings.PropertyLayers;
import java.net.URI;
import java.util.List;

/** Warns of what works today and hurts one day (requirement S3). An API on this machine gets no advice. */
final class Advice {
    /** Where many servers refuse to go on by offset. */
    private static final long DEEP = 10_000;

    private final PropertyLayers layers;
    private final Findings findings;

    Advice(PropertyLayers layers, Findings findings) {
        this.layers = layers;
        this.findings = findings;
    }

    void give(Declaration found) {
        Filled filled = Filled.of(found, ParameterCheck.declared(found.kind()), layers);
        if (found.kind() == Kind.API) {
            onApi(found, filled);
        } else if (found.kind() == Kind.PULL) {
            onPull(found, filled);
        }
    }

    private void onApi(Declaration api, Filled filled) {
        for (String url : List.of("url", "tokenUrl", "loginUrl")) {
            if (!filled.known("auth").equals("none") && SecretCheck.open(filled.known(url))) {
                findings.warning(api, url, "credentials go over http, where others can read them: use https");
            }
        }
        if (filled.known("auth").equals("apiKey") && filled.known("apiKeyIn").equals("query")) {
            findings.warning(api, "apiKeyIn", keyInQuery());
        }
        if (away(filled.known("url")) && !filled.known("userAgent").matches(".*(@|https?:).*")) {
            findings.warning(
                    api,
                    "userAgent",
                    "names no contact: write one such as \"acme-reports/1.0 (data@acme.example)\", so that the API's"
                            + " owner can ask before blocking");
        }
    }

    private static String keyInQuery() {
        return "a key in the query ends up in the logs of servers and proxies: send it in a header if the API takes it"
                + " there";
    }

    private static boolean away(String url) {
        try {
            return !url.isEmpty() && !Origin.of(URI.create(url)).local();
        } catch (IllegalArgumentException e) {
            return false; // told by who reads it as a URL
        }
    }

    private void onPull(Declaration pull, Filled filled) {
        Parameters parameters = new Parameters(pull.subject(), filled.values());
        List<NameValue> query = parameters.pairs("query");
        if (query.stream().anyMatch(pair -> Secrets.named(pair.name()))) {
            findings.warning(pull, "query", keyInQuery());
        }
        if (filled.known("pagination").equals("offset")) {
            onOffset(pull, parameters, query);
        }
    }

    private void onOffset(Declaration pull, Parameters p, List<NameValue> query) {
        String offset = p.has("offsetParam") ? p.text("offsetParam") : "offset";
        long start = query.stream()
                .filter(pair -> pair.name().equals(offset) && pair.value().matches("\\d{1,18}"))
                .mapToLong(pair -> Long.parseLong(pair.value()))
                .max()
                .orElse(0);
        Long records = p.number("maxRecords", 1);
        Long pages = p.number("maxPages", 1);
        Long size = p.number("pageSize", 1);
        long reach = start + Math.max(records == null ? 0 : records, pages == null || size == null ? 0 : pages * size);
        if (reach > DEEP) {
            findings.warning(
                    pull,
                    "pagination",
                    "the offset goes beyond 10,000 rows, where many servers refuse or slow down: use a cursor, or"
                            + " incrementalField with window, if the API has them");
        }
    }
}
