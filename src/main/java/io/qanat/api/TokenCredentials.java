package io.qanat.api;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * A token that is fetched when it is needed and kept until shortly before it expires (requirements A2, A4). However many
 * threads need one at the same time, one of them asks and all get its token, or its error; an error isn't kept.
 */
final class TokenCredentials implements Credentials {
    /** How long before its end a token is renewed; a token that lives shorter than twice that, at half of its life. */
    static final Duration EARLY = Duration.ofSeconds(60);

    private final Grant grant;
    private final String prefix;
    private final Secrets secrets;
    private final Waiting waiting;
    private @Nullable Kept kept;
    private @Nullable CompletableFuture<Kept> underWay;

    TokenCredentials(Grant grant, String prefix, Secrets secrets, Waiting waiting) {
        this.grant = grant;
        this.prefix = prefix;
        this.secrets = secrets;
        this.waiting = waiting;
    }

    /** A token and when to renew it; never if the server didn't say how long it lives: a 401 will tell. */
    private record Kept(Proof proof, Instant renewAt) {}

    @Override
    public Proof proof() throws InterruptedException {
        CompletableFuture<Kept> mine = new CompletableFuture<>();
        CompletableFuture<Kept> fetch;
        synchronized (this) {
            if (kept != null && waiting.now().isBefore(kept.renewAt())) {
                return kept.proof();
            }
            fetch = underWay == null ? mine : underWay;
            underWay = fetch;
        }
        if (fetch == mine) {
            fetch(mine);
        }
        return result(fetch).proof();
    }

    private void fetch(CompletableFuture<Kept> mine) throws InterruptedException {
        Kept fetched = null;
        Throwable failure = null;
        try {
            fetched = request();
        } catch (InterruptedException | RuntimeException | Error e) {
            failure = e;
            throw e;
        } finally {
            synchronized (this) {
                kept = fetched;
                underWay = null;
            }
            finish(mine, fetched, failure);
        }
    }

    private static void finish(CompletableFuture<Kept> mine, @Nullable Kept fetched, @Nullable Throwable failure) {
        if (fetched != null) {
            mine.complete(fetched);
        } else {
            mine.completeExceptionally(
                    failure instanceof RuntimeException
                            ? failure
                            : new ApiConnectionException(
                                    new Call("token", "POST", "", 1, 1, 0),
                                    "the thread that asked for a token ended",
                                    failure));
        }
    }

    private Kept request() throws InterruptedException {
        Instant asked = waiting.now();
        Grant.Token token = grant.request();
        secrets.addPassing(token.value());
        Proof proof =
                StaticCredentials.header("Authorization", prefix + token.value().value());
        return new Kept(proof, renewAt(asked, token.life()));
    }

    private static Instant renewAt(Instant asked, @Nullable Duration life) {
        if (life == null) {
            return Instant.MAX;
        }
        boolean brief = life.compareTo(EARLY.multipliedBy(2)) < 0;
        return asked.plus(brief ? life.dividedBy(2) : life.minus(EARLY));
    }

    private static Kept result(CompletableFuture<Kept> fetch) throws InterruptedException {
        try {
            return fetch.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException("a token's request ends with a token or an exception", e);
        }
    }

    @Override
    public boolean refreshable() {
        return true;
    }

    @Override
    public synchronized void invalidate(Proof used) {
        if (kept != null && kept.proof().token().equals(used.token())) {
            kept = null;
        }
    }
}
