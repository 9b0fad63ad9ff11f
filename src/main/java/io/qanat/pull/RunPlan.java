package io.qanat.pull;

import io.qanat.state.PullLock;
import io.qanat.state.PullState;
import io.qanat.state.StateStore;
import java.time.Instant;

/**
 * What is settled when a run begins, so that it makes the same requests when another process goes on with it.
 *
 * @param id the run's id
 * @param begun when it began
 * @param options what was asked of it beyond what its route says
 * @param state what was remembered of the pull before it
 * @param journal its pages
 * @param store where its end is noted
 * @param lock the pull, taken for this process
 */
record RunPlan(
        String id,
        Instant begun,
        RunOptions options,
        PullState state,
        RunJournal journal,
        StateStore store,
        PullLock lock) {}
