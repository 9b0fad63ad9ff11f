package io.qanat.cli;

import com.github.luben.zstd.util.Native;
import java.security.GeneralSecurityException;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.SSLContext;
import org.slf4j.LoggerFactory;

/**
 * What every pull needs, loaded by other threads while the first one reads the command line and starts Camel: the logging, the
 * authorities that the JDK trusts, the compressor. It is a tenth of a start.
 */
final class Ahead {
    private static final Set<Class<?>> STARTING =
            Set.of(PullCommand.class, RunCommand.class, PreviewCommand.class, ReplayCommand.class, DemoCommand.class);

    private Ahead() {}

    /**
     * Begins it for a command that starts Camel; returns at once.
     *
     * @return done when the logging is there: nobody should log before, since that would be replayed with a warning
     */
    static CompletableFuture<?> begin(Class<?> command) {
        if (!STARTING.contains(command)) {
            return CompletableFuture.completedFuture(null);
        }
        CompletableFuture<?> logging = CompletableFuture.runAsync(LoggerFactory::getILoggerFactory);
        load(logging, Native::load);
        load(logging, Ahead::trust);
        return logging;
    }

    /** Whoever needs what can't be loaded says why. */
    private static void load(CompletableFuture<?> logging, Runnable what) {
        CompletableFuture<?> unused = CompletableFuture.runAsync(what)
                .exceptionallyCompose(failure -> logging.thenRun(
                        () -> LoggerFactory.getLogger(Ahead.class).debug("not loaded ahead", failure)));
    }

    /** As HttpClient asks for it; what is read stays in the JDK's caches. */
    private static void trust() {
        try {
            SSLContext.getInstance("TLS").init(null, null, null);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
