package io.qanat.incremental;

import org.jspecify.annotations.Nullable;

/**
 * A range that is pulled by hand: {@code pull NAME --since … --until …}. Immutable.
 *
 * @param since its beginning, included
 * @param until its end, included; null for all until now
 */
public record Backfill(Position since, @Nullable Position until) {}
