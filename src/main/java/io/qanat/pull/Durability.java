package io.qanat.pull;

import io.qanat.disk.Disk;
import io.qanat.state.StateStore;
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
            store = storage().store(disk());
        }
        return store;
    }

    /** The journals: setting {@code qanat.journal}, by default beside the state or, if that is a database, the tables. */
    synchronized Journals journals() {
        if (journals == null) {
            journals = storage().journals(disk());
            timer = context.getExecutorServiceManager().newSingleThreadScheduledExecutor(this, "qanat-journal");
            syncing = timer.scheduleWithFixedDelay(journals::sync, 1, 1, TimeUnit.SECONDS);
        }
        return journals;
    }

    /** A hidden switch, for measuring what journals cost. */
    boolean journaled() {
        return Boolean.parseBoolean(context.resolvePropertyPlaceholders("{{qanat.journal.enabled:true}}"));
    }

    /** The settings of both. */
    Storage storage() {
        return Storage.of(name -> context.resolvePropertyPlaceholders("{{" + name + ":}}"));
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
