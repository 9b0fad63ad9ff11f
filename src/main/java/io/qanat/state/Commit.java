package io.qanat.state;

import java.util.List;

/**
 * A run that is going to be published, with all that is needed to finish it without its routes.
 *
 * @param pull the pull's name
 * @param run the run's id
 * @param sinks the addresses of its sinks, by which they are found again
 * @param state what is remembered after it
 * @param record what the history says of it
 */
public record Commit(String pull, String run, List<String> sinks, PullState state, RunRecord record) {
    public Commit {
        sinks = List.copyOf(sinks);
    }
}
