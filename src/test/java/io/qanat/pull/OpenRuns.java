package io.qanat.pull;

import io.qanat.disk.Disk;
import io.qanat.journal.SecretMarks;
import io.qanat.settings.Declared;
import io.qanat.settings.Parameters;
import io.qanat.state.PullLock;
import io.qanat.state.PullState;
import io.qanat.state.StateStore;
import io.qanat.state.StateStores;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** Runs for tests of other packages. */
public final class OpenRuns {
    private OpenRuns() {}

    /** A run that has begun. */
    public static Run run(String pull, String id, boolean incremental) {
        Map<String, String> parameters = new HashMap<>();
        Declared.pull().forEach((name, parameter) -> parameters.put(name, parameter.fallback()));
        parameters.putAll(Map.of("api", "shop", "path", "/v1/" + pull));
        StateStore store = StateStores.open(temporaryFolder(), null, null, Disk.LOCAL);
        PullLock lock = Objects.requireNonNull(store.lock(pull));
        PullSettings settings = PullSettings.read(pull, new Parameters("pull " + pull, parameters), null);
        return new Run(
                settings,
                new RunPlan(
                        id,
                        Instant.EPOCH,
                        RunOptions.NONE,
                        null,
                        PullState.NONE,
                        SecretMarks.NONE,
                        new NoJournal(),
                        store,
                        lock),
                new Parts(settings, null));
    }

    private static String temporaryFolder() {
        try {
            Path folder = Files.createTempDirectory("qanat-test");
            folder.toFile().deleteOnExit();
            return folder.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
