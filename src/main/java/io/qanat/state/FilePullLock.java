package io.qanat.state;

import io.qanat.disk.Disk;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A pull whose {@link LockFile} this process has taken. Thread-safe. */
final class FilePullLock implements PullLock {
    private static final String FILE = "lock";
    private static final String HOLDER = "holder";

    private final String pull;
    private final Path folder;
    private final Disk disk;
    private final LockFile file;
    private final Consumer<FilePullLock> onClose;
    private final AtomicBoolean closed = new AtomicBoolean();

    private FilePullLock(String pull, Path folder, Disk disk, LockFile file, Consumer<FilePullLock> onClose) {
        this.pull = pull;
        this.folder = folder;
        this.disk = disk;
        this.file = file;
        this.onClose = onClose;
    }

    /** Takes the pull of a folder that exists; null if it is taken. */
    static @Nullable FilePullLock take(String pull, Path folder, Disk disk, Consumer<FilePullLock> onClose) {
        Path path = folder.resolve(FILE);
        FilePullLock[] taken = new FilePullLock[1];
        StateFiles.write(path, () -> {
            LockFile file = LockFile.at(path);
            taken[0] = file.take() ? new FilePullLock(pull, folder, disk, file, onClose) : null;
        });
        if (taken[0] != null) {
            taken[0].sayWho();
        }
        return taken[0];
    }

    /** Who has taken it, as was written by the last one that did. */
    static String holder(Path folder) {
        byte[] text = StateFiles.read(folder.resolve(HOLDER));
        return text == null || text.length == 0 ? Holder.UNKNOWN : new String(text, StandardCharsets.UTF_8).strip();
    }

    private void sayWho() {
        try {
            StateFiles.write(
                    folder.resolve(HOLDER),
                    () -> disk.write(
                            folder.resolve(HOLDER), (Holder.thisProcess() + "\n").getBytes(StandardCharsets.UTF_8)));
        } catch (StateException e) {
            close();
            throw e;
        }
    }

    @Override
    public void requireHeld() {
        try {
            if (!closed.get() && file.held()) {
                return;
            }
        } catch (IOException e) {
            throw lost(e);
        }
        throw lost(null);
    }

    private StateException lost(@Nullable Throwable cause) {
        return new StateException(
                pull + ": its lock " + folder.resolve(FILE)
                        + " is no longer held, so another process may have taken the pull; nothing is published. Leave"
                        + " the files of a running pull's state alone, then run it again",
                cause);
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            StateFiles.write(folder.resolve(FILE), file::release);
            onClose.accept(this);
        }
    }
}
