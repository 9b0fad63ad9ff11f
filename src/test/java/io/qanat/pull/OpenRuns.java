package io.qanat.pull;

import io.qanat.settings.Declared;
import io.qanat.settings.Parameters;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** Runs for tests of other packages. */
public final class OpenRuns {
    private OpenRuns() {}

    /** A run that has begun. */
    public static Run run(String pull, String id, boolean incremental) {
        Map<String, String> parameters = new HashMap<>();
        Declared.pull().forEach((name, parameter) -> parameters.put(name, parameter.fallback()));
        parameters.putAll(Map.of("api", "shop", "path", "/v1/" + pull));
        return new Run(PullSettings.read(pull, new Parameters("pull " + pull, parameters)), id, Instant.EPOCH);
    }
}
