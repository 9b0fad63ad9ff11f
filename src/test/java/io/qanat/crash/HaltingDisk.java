package io.qanat.crash;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Ends the process before its n-th step, as {@code kill -9} does; n is the system property {@value #STEP}. Bound as a bean by
 * {@code -D camel.beans.disk=#class:io.qanat.crash.HaltingDisk}.
 */
public final class HaltingDisk extends StepDisk {
    /** The property that says at which step. */
    public static final String STEP = "qanat.crash.step";

    /** The exit code of a process that SIGKILL has ended. */
    public static final int KILLED = 128 + 9;

    /** Made by Camel. */
    public HaltingDisk() {
        super(HaltingDisk::halt);
    }

    private static @Nullable Fault halt(int number, Step step, Path path) {
        if (number == Integer.getInteger(STEP)) {
            Runtime.getRuntime().halt(KILLED);
        }
        return null;
    }
}
