package io.qanat.table;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.qanat.disk.Disk;
import io.qanat.page.Json;
import io.qanat.pull.NotPreparedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
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
final class TableFolder {
    static final String STAGING = ".staging";

    private static final String PREPARED = "prepared.json";

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

    Manifest manifest() throws IOException {
        return Manifest.read(folder);
    }

    /**
     * Removes what earlier runs left that will never be published, and gives the run an empty place. What a run of another
     * pull has prepared stays: that pull may have noted that it is to be published.
     *
     * @param pull the run's pull; null for a run that isn't taken up again after a crash
     */
    Path begin(String run, @Nullable String pull) throws IOException {
        Path all = Files.createDirectories(folder.resolve(STAGING));
        for (Path left : folders(all)) {
            if (!awaited(left, pull)) {
                remove(left);
            }
        }
        return Files.createDirectories(staging(run));
    }

    private static boolean awaited(Path left, @Nullable String pull) throws IOException {
        Path note = left.resolve(PREPARED);
        String owner = Files.exists(note) ? read(note).pull() : null;
        return owner != null && !owner.equals(pull);
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
        Path note = left.resolve(PREPARED);
        if (!Files.exists(note)) {
            return;
        }
        Set<String> published = new HashSet<>();
        manifest().files().forEach(file -> published.add(file.name()));
        for (Manifest.DataFile file : read(note).run().files()) {
            if (!published.contains(file.name())) {
                delete(folder.resolve(file.name()));
            }
        }
    }

    /**
     * What a prepared run adds to the table.
     *
     * @param pull the pull that publishes it, also after a crash; null if nobody would
     * @param format how its files are stored
     * @param partitionBy what deals rows out to folders; null if nothing does
     * @param schema the table's schema after it
     * @param run its files by their final names
     * @param replaces whether the earlier runs' files go
     */
    record Prepared(
            @Nullable String pull,
            Format format,
            @Nullable PartitionBy partitionBy,
            Type.Struct schema,
            Manifest.RunFiles run,
            boolean replaces) {}

    /** Makes closed files durable and notes them: the run can be published then, by this process or a later one. */
    Prepared prepare(
            String run,
            @Nullable String pull,
            PartFormat format,
            @Nullable PartitionBy partitionBy,
            Type.Struct schema,
            List<Part> parts,
            long rows,
            boolean replaces)
            throws IOException {
        Path staging = staging(run);
        List<Manifest.DataFile> files = new ArrayList<>();
        for (Part part : parts) {
            String name = String.format(Locale.ROOT, "%s-%05d%s", run, files.size() + 1, format.extension());
            name = part.folder().isEmpty() ? name : part.folder() + "/" + name;
            disk.sync(part.file());
            move(part.file(), staging.resolve(name));
            files.add(new Manifest.DataFile(name, part.rows(), part.bytes()));
        }
        syncPartitions(staging, files);
        Prepared prepared = new Prepared(
                pull, format.format(), partitionBy, schema, new Manifest.RunFiles(run, files, rows), replaces);
        disk.replace(staging.resolve(PREPARED), json(prepared));
        return prepared;
    }

    /** Shows a prepared run to readers. Done again, after any interruption, it has the same result. */
    void publish(String run) throws IOException {
        Path note = staging(run).resolve(PREPARED);
        Manifest manifest = manifest();
        if (!Files.exists(note)) {
            if (!manifest.has(run)) {
                throw new NotPreparedException(note + ": run " + run + " was not prepared");
            }
            disk.deleteTree(staging(run)); // a process may have died while it did this
            return;
        }
        Prepared prepared = read(note);
        if (!manifest.has(run)) {
            giveFinalNames(prepared.run());
            manifest = after(manifest, prepared);
            disk.replace(folder.resolve(Manifest.NAME), manifest.bytes());
        }
        for (String name : manifest.obsolete()) {
            delete(folder.resolve(name));
        }
        disk.deleteTree(staging(run));
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

    private void giveFinalNames(Manifest.RunFiles run) throws IOException {
        for (Manifest.DataFile file : run.files()) {
            Path staged = staging(run.run()).resolve(file.name());
            if (Files.exists(staged)) {
                move(staged, folder.resolve(file.name()));
            } else if (!Files.exists(folder.resolve(file.name()))) {
                throw new NotPreparedException(staged + ": was removed");
            }
        }
        syncPartitions(folder, run.files());
        disk.sync(folder);
    }

    private Manifest after(Manifest before, Prepared prepared) {
        List<Manifest.RunFiles> runs = new ArrayList<>(prepared.replaces() ? List.of() : before.runs());
        runs.add(prepared.run());
        List<String> obsolete = new ArrayList<>(before.obsolete());
        List<String> replaced = new ArrayList<>(before.replaced());
        if (prepared.replaces()) {
            before.runs().forEach(run -> replaced.add(run.run()));
            before.files().forEach(file -> obsolete.add(file.name()));
        }
        obsolete.removeIf(name -> !Files.exists(folder.resolve(name)));
        return new Manifest(
                prepared.format(),
                prepared.partitionBy(),
                prepared.schema(),
                runs,
                changes(before, prepared),
                replaced,
                obsolete);
    }

    private static List<Manifest.SchemaChange> changes(Manifest before, Prepared prepared) {
        List<Manifest.SchemaChange> changes = new ArrayList<>(before.changes());
        List<String> lines = Changes.between(before.schema(), prepared.schema());
        if (!before.schema().fields().isEmpty() && !lines.isEmpty()) {
            changes.add(new Manifest.SchemaChange(prepared.run().run(), lines));
        }
        return changes;
    }

    /** Removes what a run staged, unless it is published. */
    void discard(String run) throws IOException {
        remove(staging(run));
    }

    private static byte[] json(Prepared prepared) throws IOException {
        ObjectNode json = Json.MAPPER.createObjectNode().put("replaces", prepared.replaces());
        json.put("pull", prepared.pull()).put("format", prepared.format().written());
        if (prepared.partitionBy() != null) {
            json.put("partitionBy", prepared.partitionBy().written());
        }
        json.set("run", Manifest.json(prepared.run()));
        json.set("schema", SchemaJson.write(prepared.schema()));
        return Json.MAPPER.writeValueAsBytes(json);
    }

    private static Prepared read(Path note) throws IOException {
        JsonNode json = Json.MAPPER.readTree(Files.readAllBytes(note));
        return new Prepared(
                json.path("pull").textValue(),
                Manifest.format(json),
                Manifest.partitionBy(json),
                SchemaJson.read(json.required("schema")),
                Manifest.run(json.required("run")),
                json.required("replaces").booleanValue());
    }
}
