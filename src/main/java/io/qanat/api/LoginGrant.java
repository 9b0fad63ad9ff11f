package io.qanat.api;

import com.fasterxml.jackson.core.JsonPointer;
import io.qanat.settings.NameValue;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A POST that answers with a token (requirement A4). */
final class LoginGrant implements Grant {
    private static final String HEADER = "header:";

    private final CredentialsSettings.Login settings;
    private final TokenCall call;

    LoginGrant(CredentialsSettings.Login settings, TokenCall call) {
        this.settings = settings;
        this.call = call;
    }

    @Override
    public Token request() throws InterruptedException {
        String body = settings.body().value();
        boolean json = body.startsWith("{") || body.startsWith("[");
        TokenFetcher.Request request = new TokenFetcher.Request(
                settings.url(),
                List.of(new NameValue("Accept", "application/json")),
                json ? "application/json" : "application/x-www-form-urlencoded",
                settings.body());
        TokenFetcher.Reply reply = call.send(request);
        String token = token(request, reply);
        if (token == null || token.isEmpty()) {
            throw call.unreadable(request, reply, "expected a token at " + settings.tokenFrom() + ", not");
        }
        return new Token(new Secret(token), settings.tokenTtl());
    }

    private @Nullable String token(TokenFetcher.Request request, TokenFetcher.Reply reply) {
        if (settings.tokenFrom().startsWith(HEADER)) {
            return reply.headers()
                    .first(settings.tokenFrom().substring(HEADER.length()).strip());
        }
        return call.json(request, reply)
                .at(JsonPointer.compile(settings.tokenFrom()))
                .asText("");
    }
}
