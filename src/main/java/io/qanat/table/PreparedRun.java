package io.qanat.table;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.qanat.page.Json;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What a prepared run adds to a table of files; noted beside its staged files, so that another process can publish it.
 * Immutable.
 *
 * @param pull the pull that publishes it, also after a crash; null if nobody would
 * @param format how its files are stored
 * @param partitionBy what deals rows out to folders; null if nothing does
 * @param schema the table's schema after it
 * @param run its files by their final names
 * @param replaces whether the earlier runs' files go
 */
record PreparedRun(
        @Nullable String pull,
        Format format,
        @Nullable PartitionBy partitionBy,
        Type.Struct schema,
        Manifest.RunFiles run,
        boolean replaces) {
    /** The note's name in the run's own staging folder. */
    static final String NAME = "prepared.json";

    /** The run's files by the names that its closed parts will have, in their order. */
    static Manifest.RunFiles files(String run, String extension, List<Part> parts, long rows) {
        List<Manifest.DataFile> files = new ArrayList<>();
        for (Part part : parts) {
            String name = String.format(Locale.ROOT, "%s-%05d%s", run, files.size() + 1, extension);
            name = part.folder().isEmpty() ? name : part.folder() + "/" + name;
            files.add(new Manifest.DataFile(name, part.rows(), part.bytes()));
        }
        return new Manifest.RunFiles(run, files, rows);
    }

    /**
     * The table with this run.
     *
     * @param lies whether a file of that name is still there
     */
    Manifest after(Manifest before, Predicate<String> lies) {
        List<Manifest.RunFiles> runs = new ArrayList<>(replaces ? List.of() : before.runs());
        runs.add(run);
        List<String> obsolete = new ArrayList<>(before.obsolete());
        List<String> replaced = new ArrayList<>(before.replaced());
        if (replaces) {
            before.runs().forEach(earlier -> replaced.add(earlier.run()));
            before.files().forEach(file -> obsolete.add(file.name()));
        }
        obsolete.removeIf(lies.negate());
        return new Manifest(format, partitionBy, schema, runs, changes(before), replaced, obsolete);
    }

    private List<Manifest.SchemaChange> changes(Manifest before) {
        List<Manifest.SchemaChange> changes = new ArrayList<>(before.changes());
        List<String> lines = Changes.between(before.schema(), schema);
        if (!before.schema().fields().isEmpty() && !lines.isEmpty()) {
            changes.add(new Manifest.SchemaChange(run.run(), lines));
        }
        return changes;
    }

    /** The note. */
    byte[] bytes() throws IOException {
        ObjectNode json = Json.MAPPER.createObjectNode().put("replaces", replaces);
        json.put("pull", pull).put("format", format.written());
        if (partitionBy != null) {
            json.put("partitionBy", partitionBy.written());
        }
        json.set("run", Manifest.json(run));
        json.set("schema", SchemaJson.write(schema));
        return Json.MAPPER.writeValueAsBytes(json);
    }

    /** What a note says. */
    static PreparedRun parse(byte[] note) throws IOException {
        JsonNode json = Json.MAPPER.readTree(note);
        return new PreparedRun(
                json.path("pull").textValue(),
                Manifest.format(json),
                Manifest.partitionBy(json),
                SchemaJson.read(json.required("schema")),
                Manifest.run(json.required("run")),
                json.required("replaces").booleanValue());
    }
}
