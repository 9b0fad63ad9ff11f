package io.qanat.table;

import io.qanat.disk.Disk;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Joins a table's small files, in each folder those that follow each other, so that no row changes its place. What results is
 * shown by the same steps as a run; a process that dies leaves the old files or the new ones.
 */
public final class Compaction {
    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmssSSS", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final int ID = 4;

    /** A file of less than half the size that files may have is small. */
    private static final int SMALL = 2;

    private final String subject;
    private final Path path;
    private final TableFolder folder;
    private final long maxFileBytes;

    /**
     * A table's size.
     *
     * @param files how many files it has
     * @param bytes their size together
     * @param rows how many rows they have
     */
    public record Size(int files, long bytes, long rows) {
        private static Size of(Manifest manifest) {
            List<Manifest.DataFile> files = manifest.files();
            return new Size(
                    files.size(),
                    files.stream().mapToLong(Manifest.DataFile::bytes).sum(),
                    files.stream().mapToLong(Manifest.DataFile::rows).sum());
        }
    }

    /**
     * What was done.
     *
     * @param before the table's size before
     * @param after the table's size after
     */
    public record Result(Size before, Size after) {}

    private Compaction(String subject, Path path, long maxFileBytes, Disk disk) {
        this.subject = subject;
        this.path = path;
        this.folder = new TableFolder(path, disk);
        this.maxFileBytes = maxFileBytes;
    }

    /**
     * Compacts a table while no run writes it.
     *
     * @param directory the folder of all tables
     * @param name the table's name
     * @param maxFileBytes how large a file may be; a little more than that
     * @throws TableException if there is no such table, a run is writing it, or waits to be published
     * @throws IOException if a file can't be read or written
     */
    public static Result run(Path directory, String name, long maxFileBytes, Disk disk) throws IOException {
        Path path = directory.resolve(name);
        String subject = "table " + name;
        if (Manifest.read(path).equals(Manifest.EMPTY)) {
            throw new TableException(subject + ": there is none in " + directory.toAbsolutePath()
                    + ": no run has been published there yet");
        }
        TableLock lock = TableLock.take(subject, path);
        try {
            return new Compaction(subject, path, maxFileBytes, disk).run();
        } finally {
            lock.close();
        }
    }

    private Result run() throws IOException {
        String run = "compact-" + MOMENT.format(Instant.now()) + "-"
                + UUID.randomUUID().toString().substring(0, ID);
        Path staging = folder.begin(run, null);
        try {
            requireNoneAwaited(run);
            Manifest before = folder.manifest();
            Merge.Merged joined = joined(before, staging);
            if (!joined.rewritten().isEmpty()) {
                publish(run, before, joined);
            }
            return new Result(Size.of(before), Size.of(folder.manifest()));
        } finally {
            new GivingUp(e -> subject + ": " + e.getMessage()).attempt(() -> folder.discard(run));
        }
    }

    private void requireNoneAwaited(String run) throws IOException {
        for (PreparedRun other : folder.awaited(run)) {
            throw new TableException(subject + ": run " + other.run().run() + " of pull " + other.pull()
                    + " is complete and waits to be published: run that pull first");
        }
    }

    private void publish(String run, Manifest before, Merge.Merged joined) throws IOException {
        PreparedRun prepared =
                PreparedRun.of(run, null, format(before), before.partitionBy(), before.schema(), joined, 0, false);
        folder.prepare(prepared, joined.all());
        folder.publish(run);
    }

    /** As the table's first file is stored; Parquet's files tell of their pages, and new ones are smallest with zstd. */
    private PartFormat format(Manifest table) {
        Codec codec = table.format() == Format.PARQUET
                ? Codec.ZSTD
                : Codec.byExtension(Path.of(table.files().get(0).name()));
        return new PartFormat(table.format(), codec, maxFileBytes, Math.min(PartFormat.ROW_GROUP_BYTES, maxFileBytes));
    }

    private Merge.Merged joined(Manifest table, Path staging) throws IOException {
        RowCopy rows = new RowCopy(PartitionBy.inFiles(table.partitionBy(), table.schema()), table.format());
        Supplier<Path> names = new Supplier<>() {
            private int files;

            @Override
            public Path get() {
                return staging.resolve("part-" + ++files);
            }
        };
        List<Merge.Replacement> replacements = new ArrayList<>();
        for (List<Manifest.DataFile> group : groups(table)) {
            List<Part> parts = join(group, rows, format(table), names);
            for (int i = 0; i < group.size(); i++) {
                replacements.add(new Merge.Replacement(group.get(i).name(), i == 0 ? parts : List.of()));
            }
        }
        return new Merge.Merged(List.of(), replacements);
    }

    /** In each folder, small files that follow each other. */
    private List<List<Manifest.DataFile>> groups(Manifest table) {
        Map<String, List<Manifest.DataFile>> folders = new LinkedHashMap<>();
        table.files().forEach(file -> folders.computeIfAbsent(file.folder(), name -> new ArrayList<>())
                .add(file));
        List<List<Manifest.DataFile>> groups = new ArrayList<>();
        folders.values().forEach(files -> addGroups(files, groups));
        return groups;
    }

    private void addGroups(List<Manifest.DataFile> files, List<List<Manifest.DataFile>> groups) {
        List<Manifest.DataFile> group = new ArrayList<>();
        for (Manifest.DataFile file : files) {
            if (file.bytes() < maxFileBytes / SMALL) {
                group.add(file);
            } else {
                end(group, groups);
                group = new ArrayList<>();
            }
        }
        end(group, groups);
    }

    /** Files without any row are left: one of them shows the columns of an empty table. */
    private static void end(List<Manifest.DataFile> group, List<List<Manifest.DataFile>> groups) {
        if (group.size() > 1 && group.stream().anyMatch(file -> file.rows() > 0)) {
            groups.add(group);
        }
    }

    private List<Part> join(List<Manifest.DataFile> group, RowCopy rows, PartFormat format, Supplier<Path> names)
            throws IOException {
        try (PartSequence parts = new PartSequence(rows.parquet(), group.get(0).folder(), format, names)) {
            for (Manifest.DataFile file : group) {
                rows.copy(path.resolve(file.name()), new BitSet(), parts);
            }
            return parts.end();
        }
    }
}
