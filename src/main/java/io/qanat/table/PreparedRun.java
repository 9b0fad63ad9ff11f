package io.qanat.table;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.qanat.page.Json;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a prepared run makes of its table, as the note in its staging folder says. Immutable.
 *
 * @param pull the pull that publishes it, also after a crash; null if nobody would
 * @param format how its files are stored
 * @param partitionBy what deals rows out to folders; null if nothing does
 * @param schema the table's schema after it
 * @param run its files by their final names
 * @param replaces whether the earlier runs' files go
 * @param rewritten files of earlier runs that go, and the files with the rows that are left of them, in their place
 */
record PreparedRun(
        @Nullable String pull,
        Format format,
        @Nullable PartitionBy partitionBy,
        Type.Struct schema,
        Manifest.RunFiles run,
        boolean replaces,
        Map<String, List<Manifest.DataFile>> rewritten) {
    static final String NAME = "prepared.json";

    PreparedRun {
        rewritten = new LinkedHashMap<>(rewritten);
    }

    /**
     * A run that is to be prepared; its files get their names.
     *
     * @param run the run's id
     * @param rows how many rows its own files have
     */
    static PreparedRun of(
            String run,
            @Nullable String pull,
            PartFormat format,
            @Nullable PartitionBy partitionBy,
            Type.Struct schema,
            Merge.Merged merged,
            long rows,
            boolean replaces) {
        Iterator<Manifest.DataFile> files = named(run, format.extension(), merged.all());
        List<Manifest.DataFile> own = next(files, merged.parts().size());
        Map<String, List<Manifest.DataFile>> rewritten = new LinkedHashMap<>();
        merged.rewritten()
                .forEach(
                        file -> rewritten.put(file.file(), next(files, file.by().size())));
        return new PreparedRun(
                pull, format.format(), partitionBy, schema, new Manifest.RunFiles(run, own, rows), replaces, rewritten);
    }

    private static Iterator<Manifest.DataFile> named(String run, String extension, List<Part> parts) {
        List<Manifest.DataFile> files = new ArrayList<>();
        for (Part part : parts) {
            String name = String.format(Locale.ROOT, "%s-%05d%s", run, files.size() + 1, extension);
            name = part.folder().isEmpty() ? name : part.folder() + "/" + name;
            files.add(new Manifest.DataFile(name, part.rows(), part.bytes()));
        }
        return files.iterator();
    }

    private static List<Manifest.DataFile> next(Iterator<Manifest.DataFile> files, int count) {
        return Stream.generate(files::next).limit(count).toList();
    }

    /** All files that it brings, in the order of their names. */
    List<Manifest.DataFile> files() {
        List<Manifest.DataFile> files = new ArrayList<>(run.files());
        rewritten.values().forEach(files::addAll);
        return files;
    }

    /**
     * The table after it. A run that has no rows of its own, but has rewritten others, is known as one of which no row is left.
     *
     * @param lies whether a file of that name is still there
     */
    Manifest after(Manifest before, Predicate<String> lies) {
        List<Manifest.RunFiles> runs = new ArrayList<>();
        List<String> replaced = new ArrayList<>(before.replaced());
        for (Manifest.RunFiles earlier : before.runs()) {
            Manifest.RunFiles left = left(earlier);
            boolean gone = left.files().isEmpty() && !earlier.files().isEmpty();
            if (replaces || gone) {
                replaced.add(earlier.run());
            } else {
                runs.add(left);
            }
        }
        if (run.files().isEmpty() && !rewritten.isEmpty()) {
            replaced.add(run.run());
        } else {
            runs.add(run);
        }
        List<String> obsolete = new ArrayList<>(before.obsolete());
        before.files().stream()
                .map(Manifest.DataFile::name)
                .filter(name -> replaces || rewritten.containsKey(name))
                .forEach(obsolete::add);
        obsolete.removeIf(lies.negate());
        return new Manifest(format, partitionBy, schema, runs, changes(before), replaced, obsolete);
    }

    /** What is left of an earlier run. */
    private Manifest.RunFiles left(Manifest.RunFiles earlier) {
        if (earlier.files().stream().noneMatch(file -> rewritten.containsKey(file.name()))) {
            return earlier;
        }
        List<Manifest.DataFile> files = earlier.files().stream()
                .flatMap(file -> rewritten.getOrDefault(file.name(), List.of(file)).stream())
                .toList();
        return new Manifest.RunFiles(
                earlier.run(),
                files,
                files.stream().mapToLong(Manifest.DataFile::rows).sum());
    }

    private List<Manifest.SchemaChange> changes(Manifest before) {
        List<Manifest.SchemaChange> changes = new ArrayList<>(before.changes());
        List<String> lines = Changes.between(before.schema(), schema);
        if (!before.schema().fields().isEmpty() && !lines.isEmpty()) {
            changes.add(new Manifest.SchemaChange(run.run(), lines));
        }
        return changes;
    }

    /** The note as it is stored. */
    byte[] bytes() throws IOException {
        ObjectNode json = Json.MAPPER.createObjectNode().put("replaces", replaces);
        json.put("pull", pull).put("format", format.written());
        if (partitionBy != null) {
            json.put("partitionBy", partitionBy.written());
        }
        json.set("run", Manifest.json(run));
        ArrayNode written = json.putArray("rewritten");
        rewritten.forEach((file, by) -> written.addObject().put("file", file).set("by", Manifest.json(by)));
        json.set("schema", SchemaJson.write(schema));
        return Json.MAPPER.writeValueAsBytes(json);
    }

    /** What a note says. */
    static PreparedRun parse(byte[] note) throws IOException {
        JsonNode json = Json.MAPPER.readTree(note);
        Map<String, List<Manifest.DataFile>> rewritten = new LinkedHashMap<>();
        json.path("rewritten")
                .forEach(file -> rewritten.put(file.required("file").textValue(), Manifest.files(file.required("by"))));
        return new PreparedRun(
                json.path("pull").textValue(),
                Manifest.format(json),
                Manifest.partitionBy(json),
                SchemaJson.read(json.required("schema")),
                Manifest.run(json.required("run")),
                json.required("replaces").booleanValue(),
                rewritten);
    }
}
