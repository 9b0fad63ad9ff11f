package io.qanat.table;

import io.qanat.settings.Parameters;
import io.qanat.table.db.WriteMode;
import io.qanat.table.s3.S3Location;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The options of an endpoint {@code table:NAME}, checked. Immutable.
 *
 * @param name the table's name, which is its folder's too
 * @param directory the folder of all tables; with a bucket or a database, where rows wait for it
 * @param mode what becomes of the rows that are there
 * @param primaryKey the fields that make a record's identity; empty if none
 * @param deletedField the field that marks a record as the deletion of its key's row; null if none does
 * @param contract what a record may change in the schema
 * @param types types the user chose
 * @param nested how objects and arrays in records are kept
 * @param partitionBy what deals rows out to folders; null if nothing does
 * @param format how files are written
 * @param database the database that has the table; null for files
 * @param bucket where the files go that aren't to lie on this machine; null if they are
 */
record TableSettings(
        String name,
        Path directory,
        Mode mode,
        List<String> primaryKey,
        @Nullable String deletedField,
        Contract contract,
        Declarations types,
        Nested nested,
        @Nullable PartitionBy partitionBy,
        PartFormat format,
        @Nullable DatabaseSettings database,
        @Nullable S3Location bucket) {
    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N}_.-]{0,99}");
    private static final long MAX_FILE_BYTES = 128L << 20;
    private static final long LEAST_FILE_BYTES = 1L << 20;

    /** What one request may write is 5 GiB (Amazon S3 User Guide, uploading objects); a file grows beyond its limit a bit. */
    private static final long MAX_OBJECT_BYTES = 4L << 30;

    /** Where rows wait for an object store. */
    static final String SPOOL = "spool";

    TableSettings {
        primaryKey = List.copyOf(primaryKey);
    }

    /** Names the table in messages. */
    String subject() {
        return "table " + name;
    }

    /** The table's own folder on this machine. */
    Path folder() {
        return bucket == null ? directory.resolve(name) : Spool.folder(directory, name, bucket.toString());
    }

    /**
     * Reads the options as they were written.
     *
     * @throws io.qanat.settings.SettingsException with all mistakes
     */
    static TableSettings of(String name, Map<String, String> options) {
        Parameters parameters = new Parameters("table " + name, options);
        checkName(name, parameters);
        S3Location bucket = bucket(name, parameters);
        Path directory = parameters.parsed(bucket == null ? "directory" : SPOOL, TableSettings::path);
        Declarations types = parameters.parsed("types", Declarations::parse);
        TableSettings settings = new TableSettings(
                name,
                Objects.requireNonNullElse(directory, Path.of("data")),
                mode(parameters),
                parameters.list("primaryKey", ","),
                deletedField(parameters),
                parameters.choice("contract", Contract.class, Contract.EVOLVE),
                Objects.requireNonNullElse(types, Declarations.NONE),
                parameters.choice("nested", Nested.class, Nested.STRUCT),
                parameters.parsed("partitionBy", PartitionBy::parse),
                format(parameters),
                DatabaseSettings.of(parameters),
                bucket);
        parameters.check();
        return settings;
    }

    private static @Nullable S3Location bucket(String name, Parameters parameters) {
        if (!S3Location.isOne(parameters.text("directory")) || parameters.has("dataSource")) {
            return null;
        }
        if (parameters.has("primaryKey") && mergesOrAuto(parameters)) {
            parameters.problem(
                    "primaryKey", "rows can't be merged in an object store yet: set mode to append or replace as well");
        }
        if (parameters.bytes("maxFileSize", MAX_FILE_BYTES) > MAX_OBJECT_BYTES) {
            parameters.problem("maxFileSize", "must be 4GiB at most in an object store");
        }
        S3Location directory = parameters.parsed("directory", S3Location::parse);
        return directory == null ? null : directory.resolve(name);
    }

    private static boolean mergesOrAuto(Parameters parameters) {
        return List.of("", "auto", "merge").contains(parameters.text("mode"));
    }

    private static void checkName(String name, Parameters parameters) {
        if (!NAME.matcher(name).matches()) {
            parameters.problem(
                    "name",
                    "\"" + name + "\" must begin with a letter or digit and have only letters, digits, _, - and ."
                            + " (100 at most): it names a folder");
        }
    }

    /** What a run does with the rows that are there. */
    WriteMode writeMode(boolean appends) {
        return switch (mode) {
            case APPEND -> WriteMode.APPEND;
            case REPLACE -> WriteMode.REPLACE;
            case MERGE -> WriteMode.MERGE;
            case AUTO -> !primaryKey.isEmpty() ? WriteMode.MERGE : appends ? WriteMode.APPEND : WriteMode.REPLACE;
        };
    }

    private static Mode mode(Parameters parameters) {
        Mode mode = parameters.choice("mode", Mode.class, Mode.AUTO);
        if (mode == Mode.MERGE && !parameters.has("primaryKey")) {
            parameters.problem("primaryKey", "is required for mode=merge");
        }
        return mode;
    }

    private static @Nullable String deletedField(Parameters parameters) {
        String mode = parameters.text("mode");
        if (!parameters.has("deletedField")) {
            return null;
        }
        if (!parameters.has("primaryKey") || mode.equals("append") || mode.equals("replace")) {
            parameters.problem(
                    "deletedField", "marks rows that a merge deletes: it needs a primaryKey, and mode merge or auto");
        }
        return parameters.parsed("deletedField", TableSettings::field);
    }

    /** A field's name, or a pointer to it. */
    private static String field(String text) {
        if (!text.startsWith("/")) {
            return text;
        }
        if (text.indexOf('/', 1) > 0 || text.length() == 1) {
            throw new IllegalArgumentException("\"" + text
                    + "\" must be a field of the record itself: with nested=flatten those of its objects are, too");
        }
        return text.substring(1).replace("~1", "/").replace("~0", "~");
    }

    private static PartFormat format(Parameters parameters) {
        long bytes = parameters.bytes("maxFileSize", MAX_FILE_BYTES);
        if (bytes < LEAST_FILE_BYTES) {
            parameters.problem("maxFileSize", "must be 1MiB at least");
        }
        Format format = parameters.choice("format", Format.class, Format.PARQUET);
        Codec codec = parameters.choice("compression", Codec.class, Codec.ZSTD);
        if (codec == Codec.SNAPPY && format != Format.PARQUET) {
            parameters.problem("compression", "\"snappy\" is for parquet only: use zstd, gzip or none");
        }
        return new PartFormat(format, codec, bytes, Math.min(PartFormat.ROW_GROUP_BYTES, bytes));
    }

    private static Path path(String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("\"" + text + "\" is not a folder's name: " + e.getReason(), e);
        }
    }
}
