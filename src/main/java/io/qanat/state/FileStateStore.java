package io.qanat.state;

import io.qanat.disk.Disk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * State in a folder for each pull: {@code state.json}, {@code commit.json} while a run is being published,
 * {@code runs.jsonl}, and the file whose lock takes the pull. Folders are made when something is first written. The folder
 * may be shared by processes, of several machines too if its file system has the locks of POSIX (NFS 4 does).
 */
public final class FileStateStore implements StateStore {
    private final Path folder;
    private final Disk disk;
    private final ConcurrentMap<String, PullFolder> pulls = new ConcurrentHashMap<>();
    private final Set<FilePullLock> locks = ConcurrentHashMap.newKeySet();

    private FileStateStore(Path folder, Disk disk) {
        this.folder = folder;
        this.disk = disk;
    }

    /** The state in that folder, which is touched only when it is first asked for. */
    public static FileStateStore open(Path folder, Disk disk) {
        return new FileStateStore(folder.toAbsolutePath().normalize(), disk);
    }

    @Override
    public PullState read(String pull) {
        return of(pull).read();
    }

    @Override
    public void write(String pull, PullState state) {
        of(pull).write(state);
    }

    @Override
    public Set<String> pulls() {
        Set<String> names = new TreeSet<>();
        try (Stream<Path> folders = Files.list(folder)) {
            folders.map(path -> PullNames.pull(path.getFileName().toString()))
                    .filter(Objects::nonNull)
                    .filter(pull -> of(pull).remembersSomething())
                    .forEach(names::add);
        } catch (NoSuchFileException e) {
            return names;
        } catch (IOException e) {
            throw StateFiles.unreadable(folder, e);
        }
        return names;
    }

    @Override
    public void commit(Commit commit) {
        of(commit.pull()).commit(commit);
    }

    @Override
    public @Nullable Commit pending(String pull) {
        return of(pull).pending();
    }

    @Override
    public void finish(String pull, String run) {
        of(pull).finish(run);
    }

    @Override
    public void abandon(String pull, String run) {
        of(pull).abandon(run);
    }

    @Override
    public void record(RunRecord run) {
        of(run.pull()).record(run);
    }

    @Override
    public List<RunRecord> runs(@Nullable String pull, int most) {
        if (pull != null) {
            return of(pull).runs(most);
        }
        // Each pull's order is kept; between pulls the time of the end decides, there is nothing better.
        Queue<Queue<RunRecord>> histories = new PriorityQueue<>(Comparator.comparing(
                        (Queue<RunRecord> history) -> history.element().ended())
                .reversed());
        pulls().stream()
                .map(name -> new ArrayDeque<>(of(name).runs(most)))
                .filter(history -> !history.isEmpty())
                .forEach(histories::add);
        return merged(histories, most);
    }

    private static List<RunRecord> merged(Queue<Queue<RunRecord>> histories, int most) {
        List<RunRecord> runs = new ArrayList<>();
        while (runs.size() < most && !histories.isEmpty()) {
            Queue<RunRecord> history = histories.remove();
            runs.add(history.remove());
            if (!history.isEmpty()) {
                histories.add(history);
            }
        }
        return runs;
    }

    @Override
    public @Nullable PullLock lock(String pull) {
        FilePullLock lock = FilePullLock.take(pull, of(pull).make(), disk, locks::remove);
        if (lock != null) {
            locks.add(lock);
        }
        return lock;
    }

    @Override
    public String holder(String pull) {
        return FilePullLock.holder(of(pull).path());
    }

    @Override
    public String place() {
        return folder.toString();
    }

    @Override
    public void close() {
        locks.forEach(FilePullLock::close);
    }

    private PullFolder of(String pull) {
        return pulls.computeIfAbsent(pull, name -> new PullFolder(name, folder.resolve(PullNames.folder(name)), disk));
    }
}
