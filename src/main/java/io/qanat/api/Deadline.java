package io.qanat.api;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.core5.concurrent.Cancellable;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;

/**
 * Breaks one attempt off when its time is over, whatever it waits for: by closing its connection from the JDK's one timer
 * thread, since a server that sends a byte now and then never lets a read time out.
 */
final class Deadline implements AutoCloseable {
    private final Duration time;
    private final AtomicBoolean over = new AtomicBoolean();
    private final CompletableFuture<Void> done = new CompletableFuture<>();

    Deadline(ExecChain.Scope scope, Duration time) {
        this.time = time;
        CompletableFuture<Void> unused = done.orTimeout(time.toNanos(), TimeUnit.NANOSECONDS)
                .whenComplete((nothing, timeout) -> {
                    if (timeout != null) {
                        breakOff(scope);
                    }
                });
    }

    private void breakOff(ExecChain.Scope scope) {
        over.set(true);
        if (scope.originalRequest instanceof Cancellable request) {
            request.cancel();
        }
    }

    /** The call's result; if it fails because its time was over, that is what it fails with. */
    ClassicHttpResponse guard(Attempted call) throws IOException, HttpException {
        try {
            return call.execute();
        } catch (IOException | HttpException | RuntimeException e) {
            if (over.get()) {
                DeadlineExceededException exceeded = new DeadlineExceededException(time);
                exceeded.initCause(e);
                throw exceeded;
            }
            throw e;
        }
    }

    @Override
    public void close() {
        done.complete(null);
    }

    /** The rest of the chain. */
    @FunctionalInterface
    interface Attempted {
        ClassicHttpResponse execute() throws IOException, HttpException;
    }
}
