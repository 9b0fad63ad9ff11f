package io.qanat.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.qanat.page.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** One request for a token, with its errors typed. Thread-safe. */
final class TokenCall {
    private final String api;
    private final TokenFetcher fetcher;
    private final Secrets secrets;
    private final ApiErrors errors;

    TokenCall(String api, TokenFetcher fetcher, Secrets secrets) {
        this.api = api + " (token)"; // a colon behind the word would look like a token, and what follows be masked
        this.fetcher = fetcher;
        this.secrets = secrets;
        this.errors = new ApiErrors(secrets);
    }

    /** Sends it; an answer that is no success is an exception. */
    TokenFetcher.Reply send(TokenFetcher.Request request) throws InterruptedException {
        Call call = call(request);
        TokenFetcher.Reply reply;
        try {
            reply = fetcher.fetch(request);
        } catch (IOException e) {
            throw errors.of(call, e);
        }
        if (reply.status() < 200 || reply.status() > 299) {
            throw errors.of(call, reply.status(), reply.body());
        }
        return reply;
    }

    /** The answer as JSON. */
    JsonNode json(TokenFetcher.Request request, TokenFetcher.Reply reply) {
        try {
            return Json.MAPPER.readTree(new String(reply.body(), StandardCharsets.UTF_8));
        } catch (JsonProcessingException e) {
            throw unreadable(request, reply, "expected JSON with a token, not");
        }
    }

    /** The body holds no token; it is shown, since what it holds may say why. */
    UnreadableBodyException unreadable(TokenFetcher.Request request, TokenFetcher.Reply reply, String what) {
        return new UnreadableBodyException(
                call(request).answered(reply.status()), what, Excerpt.of(reply.body(), secrets), null);
    }

    private Call call(TokenFetcher.Request request) {
        return new Call(api, "POST", secrets.url(request.url().toString()), 1, 1, 0);
    }
}
