package io.qanat.table;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.qanat.page.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a table consists of: the file {@code _manifest.json} beside its data, replaced as a whole. Immutable.
 *
 * @param format how all files are stored
 * @param partitionBy what deals the rows out to folders; null if nothing does
 * @param schema the schema that all files can be read with
 * @param runs the runs whose rows the table has, in the order of their publishing
 * @param changes how the schema changed since the first run, the latest runs
 * @param replaced ids of runs of which no row is left, and of compactions, the latest ones
 * @param obsolete files that don't belong to the table any more and are removed, if they still lie there
 */
record Manifest(
        Format format,
        @Nullable PartitionBy partitionBy,
        Type.Struct schema,
        List<RunFiles> runs,
        List<SchemaChange> changes,
        List<String> replaced,
        List<String> obsolete) {
    static final String NAME = "_manifest.json";
    static final Manifest EMPTY =
            new Manifest(Format.PARQUET, null, Type.Struct.EMPTY, List.of(), List.of(), List.of(), List.of());

    /** A run that is older than so many replacements is never published again. */
    private static final int MOST_REPLACED = 100;

    /** So many runs' changes are kept. */
    private static final int MOST_CHANGES = 100;

    private static final int VERSION = 1;

    /**
     * The rows of a run: those that no later run has replaced, and after a compaction those of others beside them.
     *
     * @param run the run's id
     * @param files its files
     * @param rows how many rows they have together; may be more than none without any file, if no row had a value
     */
    record RunFiles(String run, List<DataFile> files, long rows) {
        RunFiles {
            files = List.copyOf(files);
        }
    }

    /**
     * A file of the table.
     *
     * @param name its path in the table's folder, with slashes
     * @param rows how many rows it has
     * @param bytes its size
     */
    record DataFile(String name, long rows, long bytes) {
        /** The folder of its partition, within the table's; empty if there is none. */
        String folder() {
            return name.substring(0, Math.max(0, name.lastIndexOf('/')));
        }
    }

    /**
     * How a run changed the schema.
     *
     * @param run the run's id
     * @param lines the changes, in a user's words
     */
    record SchemaChange(String run, List<String> lines) {
        SchemaChange {
            lines = List.copyOf(lines);
        }
    }

    Manifest {
        runs = List.copyOf(runs);
        changes = List.copyOf(changes.subList(Math.max(0, changes.size() - MOST_CHANGES), changes.size()));
        replaced = List.copyOf(replaced.subList(Math.max(0, replaced.size() - MOST_REPLACED), replaced.size()));
        obsolete = List.copyOf(obsolete);
    }

    /** All files, in the order of their rows. */
    List<DataFile> files() {
        return runs.stream().flatMap(run -> run.files().stream()).toList();
    }

    /** Whether that run was published, be it that its rows were replaced since. So of a compaction. */
    boolean has(String run) {
        return replaced.contains(run)
                || runs.stream().anyMatch(published -> published.run().equals(run));
    }

    /** The manifest of that folder; {@link #EMPTY} if there is none. */
    static Manifest read(Path folder) throws IOException {
        byte[] bytes;
        try {
            bytes = Files.readAllBytes(folder.resolve(NAME));
        } catch (NoSuchFileException e) {
            return EMPTY;
        }
        return parse(folder.resolve(NAME).toString(), bytes);
    }

    /**
     * The manifest in a file.
     *
     * @param file names it in messages
     */
    static Manifest parse(String file, byte[] bytes) throws IOException {
        try {
            JsonNode json = Json.MAPPER.readTree(bytes);
            if (json.required("version").intValue() != VERSION) {
                throw new IOException(file + ": version " + json.get("version")
                        + " was written by another release; this one reads version " + VERSION);
            }
            return new Manifest(
                    format(json),
                    partitionBy(json),
                    SchemaJson.read(json.required("schema")),
                    runs(json.required("runs")),
                    changes(json.path("changes")),
                    texts(json.path("replaced")),
                    texts(json.path("obsolete")));
        } catch (IllegalArgumentException | com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new IOException(
                    file + ": isn't a manifest (" + e.getMessage() + "): restore it, or move the table's folder away",
                    e);
        }
    }

    /** The format that JSON tells. */
    static Format format(JsonNode json) {
        return Format.valueOf(
                json.path("format").asText(Format.PARQUET.written()).toUpperCase(Locale.ROOT));
    }

    /** What JSON tells that deals rows out to folders. */
    static @Nullable PartitionBy partitionBy(JsonNode json) {
        String written = json.path("partitionBy").textValue();
        return written == null ? null : PartitionBy.parse(written);
    }

    private static List<SchemaChange> changes(JsonNode json) {
        List<SchemaChange> changes = new ArrayList<>();
        json.forEach(change ->
                changes.add(new SchemaChange(change.required("run").textValue(), texts(change.required("lines")))));
        return changes;
    }

    private static List<String> texts(JsonNode json) {
        List<String> texts = new ArrayList<>();
        json.forEach(text -> texts.add(text.textValue()));
        return texts;
    }

    private static List<RunFiles> runs(JsonNode json) {
        List<RunFiles> runs = new ArrayList<>();
        json.forEach(run -> runs.add(run(run)));
        return runs;
    }

    /** The rows of a run from JSON. */
    static RunFiles run(JsonNode json) {
        return new RunFiles(
                json.required("run").textValue(),
                files(json.required("files")),
                json.required("rows").longValue());
    }

    /** Files from JSON. */
    static List<DataFile> files(JsonNode json) {
        List<DataFile> files = new ArrayList<>();
        json.forEach(file -> files.add(new DataFile(
                file.required("name").textValue(),
                file.required("rows").longValue(),
                file.required("bytes").longValue())));
        return files;
    }

    /** The manifest as it is stored. */
    byte[] bytes() throws IOException {
        ObjectNode json = Json.MAPPER.createObjectNode();
        json.put("version", VERSION).put("format", format.written());
        if (partitionBy != null) {
            json.put("partitionBy", partitionBy.written());
        }
        json.set("schema", SchemaJson.write(schema));
        ArrayNode written = json.putArray("runs");
        runs.forEach(run -> written.add(json(run)));
        ArrayNode changed = json.putArray("changes");
        changes.forEach(change -> change.lines()
                .forEach(changed.addObject().put("run", change.run()).putArray("lines")::add));
        replaced.forEach(json.putArray("replaced")::add);
        obsolete.forEach(json.putArray("obsolete")::add);
        return Json.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(json);
    }

    /** The rows of a run as JSON. */
    static ObjectNode json(RunFiles run) {
        ObjectNode json = Json.MAPPER.createObjectNode().put("run", run.run()).put("rows", run.rows());
        json.set("files", json(run.files()));
        return json;
    }

    /** Files as JSON. */
    static ArrayNode json(List<DataFile> files) {
        ArrayNode json = Json.MAPPER.createArrayNode();
        for (DataFile file : files) {
            json.addObject().put("name", file.name()).put("rows", file.rows()).put("bytes", file.bytes());
        }
        return json;
    }
}
