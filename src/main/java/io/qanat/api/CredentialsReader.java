package io.qanat.api;

import io.qanat.settings.Names;
import io.qanat.settings.Parameters;
import io.qanat.settings.TextFile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the credentials' parameters of route template {@code api}. */
final class CredentialsReader {
    private static final String AUTH = "auth";
    private static final Map<String, Set<String>> USED = Map.of(
            "none", Set.of(),
            "bearer", Set.of("token"),
            "basic", Set.of("username", "password"),
            "digest", Set.of("username", "password"),
            "apiKey", Set.of("apiKey"),
            "oauth2", Set.of("tokenUrl", "clientId", "clientSecret", "scope", "audience", "refreshToken"),
            "login", Set.of("loginUrl", "loginBody"));
    private static final List<String> KNOWN = List.of("none", "bearer", "basic", "digest", "apiKey", "oauth2", "login");
    private static final Set<String> NEEDS_A_USER = Set.of(
            "authorizationcode", "authcode", "implicit", "pkce", "device", "devicecode", "openidconnect", "oidc");

    private final Parameters parameters;
    private final @Nullable Path folder;

    /** Names of files begin in that folder; in the current one if there is none. */
    CredentialsReader(Parameters parameters, @Nullable Path folder) {
        this.parameters = parameters;
        this.folder = folder;
    }

    CredentialsSettings read() {
        String auth = parameters.has(AUTH) ? parameters.text(AUTH) : "none";
        if (!KNOWN.contains(auth)) {
            parameters.problem(AUTH, refusal(auth));
            return new CredentialsSettings.None();
        }
        refuseUnused(auth);
        return read(auth);
    }

    private static String refusal(String auth) {
        if (NEEDS_A_USER.contains(auth.toLowerCase(Locale.ROOT).replaceAll("[^a-z]", ""))) {
            return "\"" + auth
                    + "\" needs a user who logs in with a browser, and a scheduled pull has none: ask the API's"
                    + " owner for client credentials, or log in once by hand and give auth: oauth2 its refreshToken";
        }
        return "\"" + auth + "\" must be one of " + String.join(", ", KNOWN) + Names.didYouMean(auth, KNOWN);
    }

    private void refuseUnused(String auth) {
        USED.values().stream()
                .flatMap(Set::stream)
                .distinct()
                .sorted()
                .filter(name -> parameters.has(name)
                        && !USED.getOrDefault(auth, Set.of()).contains(name))
                .forEach(name -> parameters.problem(name, "is given, but auth: " + auth + " doesn't use it"));
    }

    private CredentialsSettings read(String auth) {
        return switch (auth) {
            case "bearer" -> new CredentialsSettings.Bearer(header("token"));
            case "basic" -> new CredentialsSettings.Basic(username(), password());
            case "digest" -> new CredentialsSettings.Digest(parameters.required("username"), password());
            case "apiKey" -> apiKey();
            case "oauth2" -> oauth2();
            case "login" -> login();
            default -> new CredentialsSettings.None();
        };
    }

    private String username() {
        String username = parameters.required("username");
        if (username.contains(":")) {
            parameters.problem("username", "must not hold a colon with auth: basic (RFC 7617 §2)");
        }
        return username;
    }

    /** May be empty: some APIs take a key as user name, with an empty password. */
    private Secret password() {
        return new Secret(parameters.text("password"));
    }

    private Secret header(String name) {
        String value = parameters.required(name);
        if (value.chars().anyMatch(c -> c < ' ' || c == 127)) {
            parameters.problem(name, "must be one line of plain text");
        }
        return new Secret(value);
    }

    private CredentialsSettings apiKey() {
        String name = parameters.text("apiKeyName");
        return new CredentialsSettings.ApiKey(
                name.isEmpty() ? "X-API-Key" : name,
                header("apiKey"),
                parameters.choice(
                        "apiKeyIn", CredentialsSettings.ApiKey.Place.class, CredentialsSettings.ApiKey.Place.HEADER));
    }

    private CredentialsSettings oauth2() {
        parameters.required("tokenUrl");
        boolean refresh = parameters.has("refreshToken");
        return new CredentialsSettings.OAuth2(
                Urls.parameter(parameters, "tokenUrl"),
                parameters.required("clientId"),
                new Secret(refresh ? parameters.text("clientSecret") : parameters.required("clientSecret")),
                parameters.text("scope"),
                parameters.text("audience"),
                parameters.choice(
                        "clientAuth",
                        CredentialsSettings.OAuth2.ClientAuth.class,
                        CredentialsSettings.OAuth2.ClientAuth.BASIC),
                new Secret(parameters.text("refreshToken")));
    }

    private CredentialsSettings login() {
        parameters.required("loginUrl");
        String prefix = parameters.raw("tokenPrefix");
        return new CredentialsSettings.Login(
                Urls.parameter(parameters, "loginUrl"),
                loginBody(),
                tokenFrom(),
                parameters.duration("tokenTtl", Duration.ofMinutes(5)),
                prefix.isEmpty() ? "Bearer " : prefix);
    }

    private Secret loginBody() {
        parameters.required("loginBody");
        String body = parameters.parsed("loginBody", text -> TextFile.orText(text, folder));
        return new Secret(body == null ? "" : body.strip());
    }

    private String tokenFrom() {
        String place = parameters.has("tokenFrom") ? parameters.text("tokenFrom") : "/token";
        if (!place.startsWith("/") && !place.startsWith("header:")) {
            parameters.problem(
                    "tokenFrom", "\"" + place + "\" must be a JSON Pointer such as /data/token, or header:Name");
            return "/token";
        }
        return place;
    }
}
