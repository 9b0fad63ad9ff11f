package io.qanat.pull;

import com.fasterxml.jackson.databind.JsonNode;
import io.qanat.disk.Disk;
import io.qanat.journal.Journal;
import io.qanat.journal.JournalLimits;
import io.qanat.journal.SecretMarks;
import io.qanat.state.PullNames;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The journals of a folder: {@code <pull>/<run>.journal} of a run that isn't published yet, {@code <pull>/raw/<run>.journal}
 * of one whose pages are kept, {@code <pull>/set-aside/<run>.journal} of the last one that could not be gone on with. A pull's
 * are used only by who has its lock; otherwise thread-safe.
 */
final class Journals {
    private static final String SUFFIX = ".journal";
    private static final String BEGUN = SUFFIX + ".new";
    private static final String SET_ASIDE = "set-aside";
    private static final String RAW = "raw";
    private static final Logger LOG = LoggerFactory.getLogger(Journals.class);

    private final Path folder;
    private final JournalLimits limits;
    private final Disk disk;
    private final Set<KeptJournal> open = ConcurrentHashMap.newKeySet();

    Journals(Path folder, JournalLimits limits, Disk disk) {
        this.folder = folder;
        this.limits = limits;
        this.disk = disk;
    }

    Path folder() {
        return folder;
    }

    /** The file of the pull's unfinished run; null if there is none. Of several, which a crash may leave, the latest. */
    @Nullable
    Path unfinished(String pull) throws IOException {
        return files(of(pull), SUFFIX).stream().max(Comparator.naturalOrder()).orElse(null);
    }

    /** Whether there is an unfinished run of that pull. */
    boolean hasUnfinished(String pull) throws IOException {
        return unfinished(pull) != null;
    }

    /** Begins the journal of a new run; what a process has left that died while it began one is removed. */
    KeptJournal create(String pull, String run, JsonNode header, SecretMarks marks, boolean keepRaw)
            throws IOException {
        Path file = file(pull, run);
        for (Path begun : files(of(pull), BEGUN)) {
            disk.delete(begun);
        }
        return opened(new KeptJournal(Journal.create(file, header, limits, marks, disk), this, false, keepRaw));
    }

    /** Opens the journal of an unfinished run, to look at it. */
    Journal open(Path file, SecretMarks marks) throws IOException {
        return Journal.open(file, limits, marks, disk);
    }

    /** Goes on with a journal. */
    KeptJournal resume(Journal journal, boolean keepRaw) {
        return opened(new KeptJournal(journal, this, true, keepRaw));
    }

    private KeptJournal opened(KeptJournal kept) {
        open.add(kept);
        return kept;
    }

    void closed(KeptJournal kept) {
        open.remove(kept);
    }

    /** Makes durable what came since the last call; called every second. A failure is told by the journal's next page. */
    void sync() {
        for (KeptJournal kept : open) {
            try {
                kept.journal().syncIfDirty();
            } catch (IOException e) {
                LOG.warn("{}: can't be made durable ({})", kept.journal().file(), e.getMessage());
            }
        }
    }

    /** Removes the journal of a published run, or makes it an archive. What stays by mischance is removed at the next run. */
    void ended(Path file, boolean keepRaw) {
        try {
            if (keepRaw) {
                Path archive = archived(file);
                Files.createDirectories(archive.resolveSibling("."));
                disk.rename(file, archive);
                disk.sync(archive.resolveSibling("."));
            } else {
                disk.delete(file);
            }
        } catch (IOException e) {
            LOG.warn("{}: can't be removed now ({}); the next run does it", file, e.getMessage());
        }
    }

    /** Puts a journal where it is no run's any more, for people to look at; an older one there is removed. */
    Path setAside(Path file) throws IOException {
        Path place = Files.createDirectories(file.resolveSibling(SET_ASIDE));
        for (Path older : files(place, SUFFIX)) {
            disk.delete(older);
        }
        Path target = place.resolve(file.getFileName());
        disk.rename(file, target);
        return target;
    }

    private @Nullable Path archive(String run) throws IOException {
        try (Stream<Path> pulls = Files.exists(folder) ? Files.list(folder) : Stream.empty()) {
            return pulls.map(pull -> archived(pull.resolve(run + SUFFIX)))
                    .filter(Files::exists)
                    .findFirst()
                    .orElse(null);
        }
    }

    /** Where the journal of that run lies, if there is one. */
    Path file(String pull, String run) {
        return of(pull).resolve(run + SUFFIX);
    }

    /**
     * The archive of that run.
     *
     * @throws RunException if there is none
     */
    Path requireArchive(String run) throws IOException {
        Path archive = archive(run);
        if (archive == null) {
            throw new RunException("there are no pages of run " + run + " below " + folder
                    + ": only runs of a pull with keepRaw=true keep theirs");
        }
        return archive;
    }

    /** The runs whose pages are kept, each with its pull; the latest first. */
    List<PullMemory.Archive> archives() throws IOException {
        List<PullMemory.Archive> archives = new ArrayList<>();
        try (Stream<Path> pulls = Files.isDirectory(folder) ? Files.list(folder) : Stream.empty()) {
            for (Path pull : pulls.toList()) {
                files(pull.resolve(RAW), SUFFIX).forEach(file -> archives.add(PullMemory.Archive.of(pull, file)));
            }
        }
        archives.sort(Comparator.comparing(PullMemory.Archive::run).reversed());
        return archives;
    }

    private static Path archived(Path file) {
        return file.resolveSibling(RAW).resolve(file.getFileName());
    }

    private Path of(String pull) {
        return folder.resolve(PullNames.folder(pull));
    }

    private static List<Path> files(Path place, String suffix) throws IOException {
        if (!Files.isDirectory(place)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(place)) {
            return files.filter(file -> file.toString().endsWith(suffix)).toList();
        }
    }
}
