package io.qanat.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The parameters of route template {@code api} that give the proof which an API asks for. Secrets are placeholders, never values.
 *
 * @param parameters by name; none if the API asks for no proof
 * @param note what a person should know; empty for nothing
 */
public record CredentialsDraft(Map<String, String> parameters, String note) {
    /** No proof is asked for. */
    public static final CredentialsDraft NONE = new CredentialsDraft(Map.of(), "");

    static CredentialsDraft of(List<JsonNode> schemes, String api) {
        for (JsonNode scheme : schemes) {
            CredentialsDraft draft = of(scheme, api);
            if (!draft.parameters().isEmpty()) {
                return draft;
            }
        }
        return schemes.isEmpty()
                ? NONE
                : new CredentialsDraft(
                        Map.of(),
                        "the document names credentials that can't be given by parameters: "
                                + schemes.get(0).path("type").asText());
    }

    private static CredentialsDraft of(JsonNode scheme, String api) {
        String type = scheme.path("type").asText();
        return switch (type) {
            case "basic" -> basic(api, "basic");
            case "http" -> http(scheme, api);
            case "apiKey" ->
                apiKey(api, scheme.path("name").asText(), scheme.path("in").asText());
            case "oauth2" -> oauth2(scheme, api);
            case "openIdConnect" -> token(api, "the document names OpenID Connect: a token for a machine is needed");
            default -> NONE;
        };
    }

    private static CredentialsDraft http(JsonNode scheme, String api) {
        String name = scheme.path("scheme").asText().toLowerCase(Locale.ROOT);
        return switch (name) {
            case "bearer" -> bearer(api);
            case "basic", "digest" -> basic(api, name);
            default -> NONE;
        };
    }

    /** A token. */
    public static CredentialsDraft bearer(String api) {
        return token(api, "");
    }

    private static CredentialsDraft token(String api, String note) {
        return new CredentialsDraft(ordered("auth", "bearer", "token", placeholder(api, "token")), note);
    }

    /** User and password; {@code basic} or {@code digest}. */
    public static CredentialsDraft basic(String api, String scheme) {
        return new CredentialsDraft(
                ordered(
                        "auth", scheme,
                        "username", placeholder(api, "username"),
                        "password", placeholder(api, "password")),
                "");
    }

    /** A key in a header, the query or a cookie. */
    public static CredentialsDraft apiKey(String api, String name, String in) {
        if (in.equals("header") && name.equalsIgnoreCase("Authorization")) {
            return token(api, "the document names a key in the Authorization header: a bearer token, mostly");
        }
        return new CredentialsDraft(
                ordered("auth", "apiKey", "apiKey", placeholder(api, "key"), "apiKeyName", name, "apiKeyIn", in), "");
    }

    /** Version 2.0 has one flow in the scheme itself, 3 has several below {@code flows}. */
    private static CredentialsDraft oauth2(JsonNode scheme, String api) {
        JsonNode flow = scheme.path("flow").asText().equals("application")
                ? scheme
                : scheme.path("flows").path("clientCredentials");
        if (!flow.has("tokenUrl")) {
            return token(
                    api,
                    "the document knows only OAuth 2 with a person at a browser, which a pull hasn't: see whether the API"
                            + " gives out tokens for machines");
        }
        Map<String, String> parameters = ordered(
                "auth", "oauth2",
                "tokenUrl", flow.path("tokenUrl").asText(),
                "clientId", placeholder(api, "client-id"),
                "clientSecret", placeholder(api, "client-secret"));
        return new CredentialsDraft(parameters, "");
    }

    private static String placeholder(String api, String name) {
        return "{{" + api + "." + name + "}}";
    }

    private static Map<String, String> ordered(String... namesAndValues) {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            parameters.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return parameters;
    }
}
