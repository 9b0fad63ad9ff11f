package io.qanat.pull;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/** One run of a pull. Thread-safe. */
public final class Run {
    /** The exchange property in which a pull's run travels with its pages. */
    public static final String PROPERTY = "QanatRun";

    private final String pull;
    private final String id;
    private final boolean incremental;
    private final Map<String, Sink> sinks = new LinkedHashMap<>();

    Run(String pull, String id, boolean incremental) {
        this.pull = pull;
        this.id = id;
        this.incremental = incremental;
    }

    /** The pull's name. */
    public String pull() {
        return pull;
    }

    /** Names the run in files and history: letters, digits and hyphens; later runs of the pull sort after earlier ones. */
    public String id() {
        return id;
    }

    /** Whether it asks only for what is new. */
    public boolean incremental() {
        return incremental;
    }

    /** The sink of that key, made at its first page. A page that comes after the end is refused. */
    public synchronized <S extends Sink> S enlist(String key, Class<S> type, Supplier<S> maker) {
        return type.cast(sinks.computeIfAbsent(key, k -> maker.get()));
    }
}
