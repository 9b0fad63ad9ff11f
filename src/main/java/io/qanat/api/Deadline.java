package io.qanat.api;

import java.io.IOException;
import java.time.Duration;
import java.util.function.Consumer;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.core5.concurrent.Cancellable;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;

/**
 * Breaks one attempt off when its time is over, whatever it waits for: by closing its connection from another thread, since a
 * server that sends a byte now and then never lets a read time out.
 */
final class Deadline implements AutoCloseable {
    private final Duration time;
    private final long begun = System.nanoTime();
    private final ExecChain.Scope scope;
    private final Consumer<Deadline> closed;
    private volatile boolean over;

    Deadline(ExecChain.Scope scope, Duration time, Consumer<Deadline> closed) {
        this.scope = scope;
        this.time = time;
        this.closed = closed;
    }

    /** Nanoseconds until its time is over. */
    long left() {
        return time.toNanos() - (System.nanoTime() - begun);
    }

    /** Its time is over, and it is open no more. */
    void breakOff() {
        over = true;
        closed.accept(this);
        if (scope.originalRequest instanceof Cancellable request) {
            request.cancel();
        }
    }

    /** The call's result; if it fails because its time was over, that is what it fails with. */
    ClassicHttpResponse guard(Attempted call) throws IOException, HttpException {
        try {
            return call.execute();
        } catch (IOException | HttpException | RuntimeException e) {
            if (over) {
                DeadlineExceededException exceeded = new DeadlineExceededException(time);
                exceeded.initCause(e);
                throw exceeded;
            }
            throw e;
        }
    }

    @Override
    public void close() {
        closed.accept(this);
    }

    /** The rest of the chain. */
    @FunctionalInterface
    interface Attempted {
        ClassicHttpResponse execute() throws IOException, HttpException;
    }
}
