package io.qanat.state;

import io.qanat.disk.Disk;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The store that {@code qanat.state} names. */
public final class StateStores {
    private StateStores() {}

    /**
     * Opens the state.
     *
     * @param setting a folder
     * @param user not used by folders
     * @param password not used by folders
     * @param disk where files are changed
     */
    public static StateStore open(String setting, @Nullable String user, @Nullable String password, Disk disk) {
        return FileStateStore.open(Path.of(setting), disk);
    }
}
