package io.qanat.pull;

import io.qanat.disk.Disk;
import io.qanat.journal.JournalLimits;
import io.qanat.settings.Units;
import io.qanat.state.StateStore;
import io.qanat.state.StateStores;
import java.nio.file.Path;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.support.CamelContextHelper;
import org.jspecify.annotations.Nullable;

/**
 * Where the pulls of a context keep what must not be lost: the state, the journals, the disk under both. Opened when first
 * needed, closed with the context. Thread-safe.
 */
final class Durability {
    private static final String STATE = "{{qanat.state:state}}";
    private static final String URL = "[a-z][a-z0-9+]+:.*";
    private static final String DATA = "{{qanat.data:data}}";

    private final CamelContext context;
    private @Nullable Disk disk;
    private @Nullable StateStore store;
    private @Nullable Journals journals;
    private @Nullable ScheduledExecutorService timer;
    private @Nullable ScheduledFuture<?> syncing;

    Durability(CamelContext context) {
        this.context = context;
    }

    /** The disk: a bean of that type, or the computer's own. */
    synchronized Disk disk() {
        if (disk == null) {
            Disk bean = CamelContextHelper.findSingleByType(context, Disk.class);
            disk = bean == null ? Disk.LOCAL : bean;
        }
        return disk;
    }

    /**
     * The state: setting {@code qanat.state}.
     *
     * @throws io.qanat.state.StateException if it can't be reached
     */
    synchronized StateStore store() {
        if (store == null) {
            store = StateStores.open(
                    setting(STATE), setting("{{qanat.state.user:}}"), setting("{{qanat.state.password:}}"), disk());
        }
        return store;
    }

    /** The journals: setting {@code qanat.journal}, by default beside the state or, if that is a database, the tables. */
    synchronized Journals journals() {
        if (journals == null) {
            journals = new Journals(folder(), limits(), disk());
            timer = context.getExecutorServiceManager().newSingleThreadScheduledExecutor(this, "qanat-journal");
            syncing = timer.scheduleWithFixedDelay(journals::sync, 1, 1, TimeUnit.SECONDS);
        }
        return journals;
    }

    /** A hidden switch, for measuring what journals cost. */
    boolean journaled() {
        return Boolean.parseBoolean(setting("{{qanat.journal.enabled:true}}"));
    }

    private Path folder() {
        String own = setting("{{qanat.journal:}}");
        String state = setting(STATE);
        if (!own.isEmpty()) {
            return Path.of(own);
        }
        return state.matches(URL) ? Path.of(setting(DATA)).resolve(".journal") : Path.of(state);
    }

    private JournalLimits limits() {
        return new JournalLimits(
                Units.bytes(setting("{{qanat.journal.maxSize:10GiB}}")),
                Units.bytes(setting("{{qanat.journal.minFree:256MiB}}")));
    }

    private String setting(String placeholder) {
        return context.resolvePropertyPlaceholders(placeholder);
    }

    /** Another start of the context opens them again. */
    synchronized void close() {
        if (timer != null && syncing != null) {
            syncing.cancel(false);
            context.getExecutorServiceManager().shutdownNow(timer);
        }
        if (store != null) {
            store.close();
        }
        timer = null;
        store = null;
        journals = null;
        disk = null;
    }
}
