package io.qanat.table;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.qanat.disk.Disk;
import io.qanat.page.Json;
import io.qanat.pull.NotPreparedException;
import io.qanat.table.s3.Bucket;
import io.qanat.table.s3.S3Location;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A table in a bucket: the objects of published runs, {@code _manifest.json} that lists them, and {@code .staging/<run>/} for
 * those to come. Files are written on this machine first. Prepared, they are uploaded below {@code .staging}, with a note
 * beside them. Published, they are copied to their final keys within the store, and the manifest is replaced by one write
 * that fails if another machine has replaced it since it was read: then it is read again. A run that began with a schema
 * which another has changed meanwhile in another way isn't published. Not thread-safe.
 */
final class BucketTable implements TablePlace {
    private static final String BEGUN = "begun";

    /** What lies unprepared so long is no upload that is going on, on whichever machine. */
    private static final Duration LONGEST_UPLOAD = Duration.ofDays(1);

    private static final int MOST_RACES = 20;

    private final Bucket bucket;
    private final S3Location place;
    private final TableFolder spool;
    private Snapshot begun = new Snapshot(Manifest.EMPTY, null);

    /** The manifest and the tag of its object; null if there is none. */
    private record Snapshot(Manifest manifest, @Nullable String etag) {}

    /** A prepared run, and the schema with which it began. */
    private record Note(PreparedRun run, Type.Struct begun) {}

    /**
     * A table.
     *
     * @param place where its objects are
     * @param spool a folder of this machine for this table alone
     */
    BucketTable(Bucket bucket, S3Location place, Path spool, Disk disk) {
        this.bucket = bucket;
        this.place = place;
        this.spool = new TableFolder(spool, disk);
    }

    @Override
    public Manifest manifest() throws IOException {
        return snapshot().manifest();
    }

    /** The manifest of the table in that place. */
    static Manifest manifest(Bucket bucket, S3Location place) throws IOException {
        S3Location file = place.resolve(Manifest.NAME);
        Bucket.Stored stored = bucket.read(file.prefix());
        return stored == null ? Manifest.EMPTY : Manifest.parse(file.toString(), stored.bytes());
    }

    private Snapshot snapshot() throws IOException {
        Bucket.Stored stored = bucket.read(key(Manifest.NAME));
        return stored == null
                ? new Snapshot(Manifest.EMPTY, null)
                : new Snapshot(Manifest.parse(file(Manifest.NAME), stored.bytes()), stored.etag());
    }

    private String key(String name) {
        return place.prefix() + "/" + name;
    }

    private String staged(String run, String name) {
        return key(TableFolder.STAGING + "/" + run + "/" + name);
    }

    @Override
    public Path begin(String run, @Nullable String pull) throws IOException {
        begun = snapshot();
        Instant recent = Instant.now().minus(LONGEST_UPLOAD);
        for (Map.Entry<String, Instant> left : left().entrySet()) {
            if (!awaited(left.getKey(), pull, left.getValue().isAfter(recent))) {
                remove(left.getKey(), begun.manifest());
            }
        }
        return spool.begin(run, null);
    }

    /** The runs that have staged something, and when they did so last. */
    private Map<String, Instant> left() throws IOException {
        Map<String, Instant> left = new TreeMap<>();
        String staging = key(TableFolder.STAGING + "/");
        for (Bucket.Listed object : bucket.list(staging)) {
            String run = object.key().substring(staging.length()).replaceFirst("/.*", "");
            left.merge(run, object.modified(), (a, b) -> a.isAfter(b) ? a : b);
        }
        return left;
    }

    /** Whether another pull may publish it, or another machine may still be uploading it. */
    private boolean awaited(String left, @Nullable String pull, boolean recent) throws IOException {
        Note note = note(left);
        if (note == null) {
            return recent;
        }
        String owner = note.run().pull();
        return owner == null ? recent : !owner.equals(pull);
    }

    private @Nullable Note note(String run) throws IOException {
        Bucket.Stored stored = bucket.read(staged(run, PreparedRun.NAME));
        if (stored == null) {
            return null;
        }
        JsonNode begunWith = Json.MAPPER.readTree(stored.bytes()).required(BEGUN);
        return new Note(PreparedRun.parse(stored.bytes()), SchemaJson.read(begunWith));
    }

    /** Its note goes last: until then whoever comes knows which files belong to it. */
    private void remove(String run, Manifest manifest) throws IOException {
        Note note = note(run);
        if (note != null && !manifest.has(run)) {
            for (Manifest.DataFile file : note.run().files()) {
                bucket.delete(key(file.name()));
            }
        }
        removeStaged(run);
    }

    private void removeStaged(String run) throws IOException {
        String note = staged(run, PreparedRun.NAME);
        for (Bucket.Listed object : bucket.list(staged(run, ""))) {
            if (!object.key().equals(note)) {
                bucket.delete(object.key());
            }
        }
        bucket.delete(note);
    }

    @Override
    public List<PreparedRun> awaited(String run) {
        return List.of(); // nothing is merged in a bucket, so no run is in another's way
    }

    @Override
    public void prepare(PreparedRun prepared, List<Part> parts) throws IOException {
        String run = prepared.run().run();
        List<Manifest.DataFile> files = prepared.files();
        for (int i = 0; i < parts.size(); i++) {
            bucket.upload(parts.get(i).file(), staged(run, files.get(i).name()));
        }
        requireContinued(prepared, begun.manifest().schema(), manifest());
        ObjectNode note = (ObjectNode) Json.MAPPER.readTree(prepared.bytes());
        note.set(BEGUN, SchemaJson.write(begun.manifest().schema()));
        bucket.write(staged(run, PreparedRun.NAME), Json.MAPPER.writeValueAsBytes(note));
        spool.discard(run);
    }

    @Override
    public void publish(String run) throws IOException {
        Note note = note(run);
        Snapshot now = snapshot();
        if (note != null && !now.manifest().has(run)) {
            giveFinalKeys(note.run());
            now = replace(note, now);
        } else if (!now.manifest().has(run)) {
            throw new NotPreparedException(place + ": run " + run + " was not prepared");
        }
        for (String name : now.manifest().obsolete()) {
            bucket.delete(key(name));
        }
        removeStaged(run);
    }

    private void giveFinalKeys(PreparedRun prepared) throws IOException {
        for (Manifest.DataFile file : prepared.files()) {
            String from = staged(prepared.run().run(), file.name());
            if (bucket.has(from)) {
                bucket.copy(from, key(file.name()));
            } else if (!bucket.has(key(file.name()))) {
                throw new NotPreparedException(new S3Location(place.bucket(), from) + ": was removed");
            }
        }
    }

    /** Also done if the answer of an earlier write was lost: then the run is in the manifest that is read again. */
    private Snapshot replace(Note note, Snapshot first) throws IOException {
        Snapshot now = first;
        for (int race = 0;
                race < MOST_RACES && !now.manifest().has(note.run().run().run());
                race++) {
            Manifest after = continued(note, now.manifest()).after(now.manifest(), keys()::contains);
            if (bucket.replace(key(Manifest.NAME), after.bytes(), now.etag())) {
                return new Snapshot(after, null);
            }
            now = snapshot();
        }
        if (!now.manifest().has(note.run().run().run())) {
            throw new IOException(file(Manifest.NAME) + " is replaced by others all the time: try again later");
        }
        return now;
    }

    /** The names of all files that lie there. */
    private Set<String> keys() throws IOException {
        String folder = key("");
        return bucket.list(folder).stream()
                .map(object -> object.key().substring(folder.length()))
                .collect(Collectors.toSet());
    }

    /** A run that has learnt nothing new takes over what others have. */
    private PreparedRun continued(Note note, Manifest now) throws IOException {
        PreparedRun run = note.run();
        requireContinued(run, note.begun(), now);
        return run.replaces() || !run.schema().equals(note.begun())
                ? run
                : new PreparedRun(
                        run.pull(), run.format(), run.partitionBy(), now.schema(), run.run(), false, Map.of());
    }

    private void requireContinued(PreparedRun run, Type.Struct begunWith, Manifest now) throws IOException {
        boolean same = now.schema().equals(begunWith)
                || now.schema().equals(run.schema())
                || run.schema().equals(begunWith);
        boolean alike = now.files().isEmpty()
                || (now.format() == run.format() && Objects.equals(now.partitionBy(), run.partitionBy()));
        if (!run.replaces() && !(same && alike)) {
            throw new IOException(
                    place + ": another run has changed the table's columns or layout since this one began;"
                            + " give each pull a table of its own, or schedules that don't meet");
        }
    }

    @Override
    public void discard(String run) throws IOException {
        spool.discard(run);
        remove(run, manifest());
    }

    @Override
    public String address() {
        return place.toString();
    }

    @Override
    public String file(String name) {
        return place.resolve(name).toString();
    }

    @Override
    public String told(String subject, IOException e) {
        return subject + ": " + e.getMessage();
    }
}
