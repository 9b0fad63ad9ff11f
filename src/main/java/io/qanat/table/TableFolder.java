package io.qanat.table;

import io.qanat.disk.Disk;
import io.qanat.pull.NotPreparedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A table's folder: the files of published runs, the manifest that lists them, and {@code .staging/<run>/} for those to come.
 * A run is shown by these steps, each of which may be repeated: files are staged and synced; a note of them and of the new
 * schema is written beside them (then the run is prepared, and survives a crash); files get their final names; the manifest
 * is replaced, which is the moment readers see the run; files that it replaced and the staging folder are removed. Not
 * thread-safe; {@link TableLock} keeps others out.
 */
final class TableFolder implements TablePlace {
    static final String STAGING = ".staging";

    private final Path folder;
    private final Disk disk;

    TableFolder(Path folder, Disk disk) {
        this.folder = folder;
        this.disk = disk;
    }

    Path path() {
        return folder;
    }

    Path staging(String run) {
        return folder.resolve(STAGING).resolve(run);
    }

    @Override
    public Manifest manifest() throws IOException {
        return Manifest.read(folder);
    }

    @Override
    public Path begin(String run, @Nullable String pull) throws IOException {
        Path all = Files.createDirectories(folder.resolve(STAGING));
        for (Path left : folders(all)) {
            if (!awaited(left, pull)) {
                remove(left);
            }
        }
        return Files.createDirectories(staging(run));
    }

    private static boolean awaited(Path left, @Nullable String pull) throws IOException {
        PreparedRun note = note(left);
        return note != null && note.pull() != null && !note.pull().equals(pull);
    }

    @Override
    public List<PreparedRun> awaited(String run) throws IOException {
        List<PreparedRun> waiting = new ArrayList<>();
        for (Path left : folders(folder.resolve(STAGING))) {
            PreparedRun note = left.equals(staging(run)) ? null : note(left);
            if (note != null) {
                waiting.add(note);
            }
        }
        return waiting;
    }

    private void remove(Path left) throws IOException {
        removeFinalNames(left);
        disk.deleteTree(left);
    }

    private static List<Path> folders(Path all) throws IOException {
        try (Stream<Path> entries = Files.list(all)) {
            return entries.filter(Files::isDirectory).sorted().toList();
        }
    }

    /** A run that died while its files got their final names left some that no manifest lists. */
    private void removeFinalNames(Path left) throws IOException {
        PreparedRun note = note(left);
        if (note == null) {
            return;
        }
        Set<String> published = new HashSet<>();
        manifest().files().forEach(file -> published.add(file.name()));
        for (Manifest.DataFile file : note.files()) {
            if (!published.contains(file.name())) {
                delete(folder.resolve(file.name()));
            }
        }
    }

    @Override
    public void prepare(PreparedRun prepared, List<Part> parts) throws IOException {
        Path staging = staging(prepared.run().run());
        List<Manifest.DataFile> files = prepared.files();
        for (int i = 0; i < parts.size(); i++) {
            disk.sync(parts.get(i).file());
            move(parts.get(i).file(), staging.resolve(files.get(i).name()));
        }
        syncPartitions(staging, files);
        disk.replace(staging.resolve(PreparedRun.NAME), prepared.bytes());
    }

    @Override
    public void publish(String run) throws IOException {
        Manifest manifest = manifest();
        PreparedRun prepared = note(staging(run));
        if (prepared == null) {
            if (!manifest.has(run)) {
                throw new NotPreparedException(staging(run) + ": run " + run + " was not prepared");
            }
            disk.deleteTree(staging(run)); // a process may have died while it did this
            return;
        }
        if (!manifest.has(run)) {
            requireThere(manifest, prepared);
            giveFinalNames(prepared);
            manifest = prepared.after(manifest, name -> Files.exists(folder.resolve(name)));
            disk.replace(folder.resolve(Manifest.NAME), manifest.bytes());
        }
        for (String name : manifest.obsolete()) {
            delete(folder.resolve(name));
        }
        disk.deleteTree(staging(run));
    }

    /** Rows that were copied from a file that has gone since would come back. */
    private void requireThere(Manifest manifest, PreparedRun prepared) throws NotPreparedException {
        Set<String> there = new HashSet<>();
        manifest.files().forEach(file -> there.add(file.name()));
        for (String file : prepared.rewritten().keySet()) {
            if (!there.contains(file)) {
                throw new NotPreparedException(folder.resolve(file) + ": was replaced since run "
                        + prepared.run().run() + " merged into it");
            }
        }
    }

    /** Gives a file its name in a folder that may not be there yet. */
    private void move(Path from, Path to) throws IOException {
        disk.makeFolder(partition(to));
        disk.rename(from, to);
    }

    /** Makes the names in the folders of partitions durable. */
    private void syncPartitions(Path in, List<Manifest.DataFile> files) throws IOException {
        Set<Path> partitions = new LinkedHashSet<>();
        files.forEach(file -> partitions.add(partition(in.resolve(file.name()))));
        partitions.remove(in);
        for (Path partition : partitions) {
            disk.sync(partition);
        }
    }

    private static Path partition(Path file) {
        return file.resolveSibling("").normalize();
    }

    /** Removes a file, and the folder of its partition, if it was the last one there. */
    private void delete(Path file) throws IOException {
        disk.delete(file);
        Path partition = partition(file);
        if (!partition.equals(folder.normalize()) && Files.isDirectory(partition) && isEmpty(partition)) {
            disk.delete(partition);
        }
    }

    private static boolean isEmpty(Path partition) throws IOException {
        try (Stream<Path> entries = Files.list(partition)) {
            return entries.findAny().isEmpty();
        }
    }

    private void giveFinalNames(PreparedRun prepared) throws IOException {
        Path staging = staging(prepared.run().run());
        for (Manifest.DataFile file : prepared.files()) {
            Path staged = staging.resolve(file.name());
            if (Files.exists(staged)) {
                move(staged, folder.resolve(file.name()));
            } else if (!Files.exists(folder.resolve(file.name()))) {
                throw new NotPreparedException(staged + ": was removed");
            }
        }
        syncPartitions(folder, prepared.files());
        disk.sync(folder);
    }

    private static @Nullable PreparedRun note(Path staging) throws IOException {
        Path note = staging.resolve(PreparedRun.NAME);
        return Files.exists(note) ? PreparedRun.parse(Files.readAllBytes(note)) : null;
    }

    @Override
    public void discard(String run) throws IOException {
        remove(staging(run));
    }

    @Override
    public String address() {
        return folder.toAbsolutePath().normalize().toString();
    }

    @Override
    public String file(String name) {
        return folder.resolve(name).toString();
    }

    @Override
    public String told(String subject, IOException e) {
        Path place = folder.toAbsolutePath();
        for (Path above = place; above != null; above = above.getParent()) {
            if (Files.isRegularFile(above)) {
                return subject + ": " + above + " is a file, but must be a folder: move it away, or set directory to"
                        + " another folder";
            }
        }
        return subject + ": can't write to " + place + " (" + Disk.reason(e)
                + "): check that the folder may be written and its disk has room, or set directory to another folder";
    }
}
