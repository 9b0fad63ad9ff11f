package io.qanat.table;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Merges a run's rows into its table by copy-on-write: files that have rows of the run's keys are copied without them, all others
 * stay as they are. Not thread-safe.
 */
final class Merge {
    private final Path folder;
    private final Manifest before;
    private final PartFormat format;
    private final @Nullable PartitionBy partitionBy;
    private final MergeKey key;
    private final Supplier<Path> names;

    /**
     * A merge into a table.
     *
     * @param folder the table's
     * @param before what the table has
     * @param partitionBy what deals rows out to folders; null if nothing does
     * @param names gives files that may be written
     */
    Merge(
            Path folder,
            Manifest before,
            PartFormat format,
            @Nullable PartitionBy partitionBy,
            MergeKey key,
            Supplier<Path> names) {
        this.folder = folder;
        this.before = before;
        this.format = format;
        this.partitionBy = partitionBy;
        this.key = key;
        this.names = names;
    }

    /**
     * What a merge makes of a run.
     *
     * @param parts the run's files, each key once
     * @param rewritten what takes the place of published files
     */
    record Merged(List<Part> parts, List<Replacement> rewritten) {
        Merged {
            parts = List.copyOf(parts);
            rewritten = List.copyOf(rewritten);
        }

        /** The run's files, and behind them all that take the place of others. */
        List<Part> all() {
            return Stream.concat(parts.stream(), rewritten.stream().flatMap(file -> file.by().stream()))
                    .toList();
        }
    }

    /**
     * What takes the place of a published file.
     *
     * @param file the file's name in the table's folder
     * @param by the files with the rows that are left; empty if none is
     */
    record Replacement(String file, List<Part> by) {}

    /**
     * Merges.
     *
     * @param written the run's rows
     * @param log their keys
     * @param scratch a folder for files that are gone when this returns
     * @param memory so many bytes of keys may be in memory
     */
    Merged run(TableWriter.Written written, KeyLog log, Path scratch, long memory) throws IOException {
        List<Manifest.DataFile> files = before.files();
        RowCopy rows = new RowCopy(PartitionBy.inFiles(partitionBy, written.schema()), format.format());
        StoredKeys keys = new StoredKeys(key, format.format(), partitionBy, written.schema());
        try (RowMarks own = new RowMarks(scratch.resolve("own"), log.rowsOfFolders());
                RowMarks stored = new RowMarks(
                        scratch.resolve("stored"),
                        files.stream().map(Manifest.DataFile::rows).toList());
                KeyJoin join = new KeyJoin(scratch, memory, own, stored)) {
            join.join(log.file(), target -> {
                for (int i = 0; i < files.size(); i++) {
                    keys.read(folder, files.get(i), i, target);
                }
            });
            return new Merged(own(written.parts(), log.folders(), own, rows), replacements(files, stored, rows));
        }
    }

    /** The run's files, those with marked rows copied without them. */
    private List<Part> own(List<Part> parts, List<String> folders, RowMarks marks, RowCopy rows) throws IOException {
        Map<String, Long> begins = new HashMap<>();
        List<Part> kept = new ArrayList<>();
        for (Part part : parts) {
            int group = folders.indexOf(part.folder());
            long begin = begins.merge(part.folder(), part.rows(), Long::sum) - part.rows();
            BitSet left = marks.marked(group) == 0 ? new BitSet() : marks.of(group, begin, part.rows());
            if (left.isEmpty()) {
                kept.add(part);
            } else {
                kept.addAll(copied(part.file(), part.folder(), part.rows(), left, rows));
                Files.delete(part.file());
            }
        }
        return kept;
    }

    private List<Replacement> replacements(List<Manifest.DataFile> files, RowMarks marks, RowCopy rows)
            throws IOException {
        List<Replacement> replacements = new ArrayList<>();
        for (int i = 0; i < files.size(); i++) {
            if (marks.marked(i) > 0) {
                Manifest.DataFile file = files.get(i);
                BitSet left = marks.of(i, 0, file.rows());
                replacements.add(new Replacement(
                        file.name(), copied(folder.resolve(file.name()), file.folder(), file.rows(), left, rows)));
            }
        }
        return replacements;
    }

    private List<Part> copied(Path file, String partition, long rowsThere, BitSet left, RowCopy rows)
            throws IOException {
        if (left.cardinality() == rowsThere) {
            return List.of();
        }
        try (PartSequence copies = new PartSequence(rows.parquet(), partition, format, names)) {
            rows.copy(file, left, copies);
            return copies.end();
        }
    }
}
