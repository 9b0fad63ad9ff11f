package io.qanat.state;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.qanat.disk.Disk;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is remembered of one pull, in a folder of its own. Thread-safe within a process. */
final class PullFolder {
    private static final int FORMAT = 1;
    private static final Logger LOG = LoggerFactory.getLogger(PullFolder.class);

    private final String pull;
    private final Path folder;
    private final Disk disk;
    private final Path state;
    private final Path commit;
    private final RunHistory history;

    PullFolder(String pull, Path folder, Disk disk) {
        this.pull = pull;
        this.folder = folder;
        this.disk = disk;
        this.state = folder.resolve("state.json");
        this.commit = folder.resolve("commit.json");
        this.history = new RunHistory(disk, folder.resolve("runs.jsonl"));
    }

    Path path() {
        return folder;
    }

    Path make() {
        StateFiles.makeFolder(disk, folder);
        return folder;
    }

    boolean remembersSomething() {
        return Files.exists(state) || Files.exists(commit) || Files.exists(history.file());
    }

    PullState read() {
        PullState read = parsed(
                state,
                StateJson::state,
                "to begin as before the first run (qanat state " + pull
                        + " --reset), though that pulls everything again");
        return read == null ? PullState.NONE : read;
    }

    synchronized void write(PullState fresh) {
        make();
        replace(state, StateJson.state(fresh));
    }

    synchronized void commit(Commit fresh) {
        Commit pending = pending();
        if (pending != null && !pending.run().equals(fresh.run())) {
            throw new StateException(pull + ": run " + pending.run() + " is noted in " + commit
                    + " and has to be finished before run " + fresh.run() + " is published");
        }
        make();
        replace(commit, StateJson.commit(fresh));
    }

    @Nullable
    Commit pending() {
        return parsed(commit, StateJson::commit, "to forget that the run was about to be published");
    }

    /** The note goes last: as long as it is there, all of this is done again, with the same result. */
    synchronized void finish(String run) {
        Commit pending = pending();
        if (pending != null && pending.run().equals(run)) {
            history.append(pending.record());
            replace(state, StateJson.state(pending.state()));
            removeCommit();
        }
    }

    private void removeCommit() {
        StateFiles.write(commit, () -> disk.delete(commit));
        syncRemoval();
    }

    /** A note that a loss of power brings back is finished again, with the same result: that is no reason to fail. */
    private void syncRemoval() {
        try {
            StateFiles.write(folder, () -> disk.sync(folder));
        } catch (StateException e) {
            LOG.warn("{}: {}", pull, e.getMessage());
        }
    }

    synchronized void abandon(String run) {
        Commit pending = pending();
        if (pending != null && pending.run().equals(run)) {
            removeCommit();
        }
    }

    synchronized void record(RunRecord run) {
        make();
        history.append(run);
        StateFiles.write(folder, () -> disk.sync(folder));
    }

    List<RunRecord> runs(int most) {
        return history.latest(most);
    }

    private void replace(Path file, ObjectNode content) {
        StateFiles.replace(disk, file, content.put("format", FORMAT).toPrettyString() + "\n");
    }

    private <T> @Nullable T parsed(Path file, Function<JsonNode, T> reader, String removed) {
        byte[] content = StateFiles.read(file);
        if (content == null) {
            return null;
        }
        try {
            JsonNode node = StateJson.parse(new String(content, StandardCharsets.UTF_8));
            requireFormat(file, node);
            return reader.apply(node);
        } catch (IllegalArgumentException e) {
            throw new StateException(
                    file + ": it is damaged (" + e.getMessage() + "); put back a copy of it, or remove it " + removed,
                    e);
        }
    }

    private static void requireFormat(Path file, JsonNode node) {
        int format = node.required("format").intValue();
        if (format != FORMAT) {
            throw new StateException(file + ": its format is " + format + ", but this version of Qanat reads " + FORMAT
                    + "; use the version that wrote it");
        }
    }
}
