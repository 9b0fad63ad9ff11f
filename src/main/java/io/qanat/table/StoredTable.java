package io.qanat.table;

import io.qanat.page.Json;
import io.qanat.table.db.Database;
import io.qanat.table.db.DatabaseTable;
import io.qanat.table.s3.Bucket;
import io.qanat.table.s3.S3Clients;
import io.qanat.table.s3.S3Location;
import io.qanat.table.s3.S3Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * A table as the options of its endpoint tell where it is, for commands that read it: in a folder, a bucket or a database.
 * Not thread-safe.
 */
public final class StoredTable implements AutoCloseable {
    private final TableSettings settings;
    private final Function<String, @Nullable String> properties;
    private @Nullable S3Client client;

    private StoredTable(TableSettings settings, Function<String, @Nullable String> properties) {
        this.settings = settings;
        this.properties = properties;
    }

    /**
     * A table, which isn't looked at yet.
     *
     * @param options of the endpoint, without placeholders
     * @param properties the settings, by name
     * @throws io.qanat.settings.SettingsException if an option is wrong
     */
    public static StoredTable of(
            String name, Map<String, String> options, Function<String, @Nullable String> properties) {
        Map<String, String> all = new LinkedHashMap<>(options);
        String data = properties.apply("qanat.data");
        all.putIfAbsent("directory", data == null ? "data" : data);
        return new StoredTable(TableSettings.of(name, all), properties);
    }

    /** Its name. */
    public String name() {
        return settings.name();
    }

    /** Where it is, for a message. */
    public String place() {
        if (settings.database() != null) {
            return settings.database().address();
        }
        return settings.bucket() == null
                ? settings.folder().toString()
                : settings.bucket().toString();
    }

    /**
     * The database that has it; null if it is of files.
     *
     * @throws TableException if the driver is missing, or only a running program knows the DataSource
     */
    public @Nullable Database database() {
        DatabaseSettings database = settings.database();
        if (database == null) {
            return null;
        }
        if (!Database.isUrl(database.dataSource().value())) {
            throw new TableException(settings.subject() + ": is in the DataSource " + database.address()
                    + ", which only a running program knows: give dataSource as a URL, or ask the database itself");
        }
        return database.byUrl(settings.subject());
    }

    /**
     * What it has, if it is of files.
     *
     * @param temporary a folder for copies of what isn't on this machine
     * @throws IOException if its manifest can't be read
     */
    public TableDescription description(Path temporary) throws IOException {
        S3Location place = settings.bucket();
        if (place == null) {
            return TableDescription.read(settings.directory(), settings.name());
        }
        Bucket bucket = new Bucket(client(), place.bucket());
        return new TableDescription(
                file -> copy(
                        bucket,
                        place.resolve(file).prefix(),
                        temporary.resolve(settings.name()).resolve(file)),
                manifest());
    }

    private S3Client client() {
        if (client == null) {
            client = S3Clients.open(S3Settings.of(properties));
        }
        return client;
    }

    @Override
    public void close() {
        if (client != null) {
            client.close();
        }
    }

    private static Path copy(Bucket bucket, String key, Path to) throws IOException {
        if (!Files.exists(to)) {
            Files.createDirectories(to.resolveSibling(""));
            bucket.download(key, to);
        }
        return to;
    }

    private Manifest manifest() throws IOException {
        S3Location place = settings.bucket();
        if (place == null) {
            return Manifest.read(settings.folder());
        }
        return BucketTable.manifest(new Bucket(client(), place.bucket()), place);
    }

    /**
     * Its columns and how they changed; of one in a database the columns alone are known.
     *
     * @throws IOException if that can't be read
     */
    public TableSchema schema() throws IOException {
        Database database = database();
        return database == null
                ? new TableSchema(settings.name(), manifest())
                : new TableSchema(settings.name(), noted(database));
    }

    private Manifest noted(Database database) throws IOException {
        String file = database.file();
        String content = file != null && !Files.exists(Path.of(file))
                ? ""
                : new DatabaseTable(database, settings.name()).content();
        if (content.isEmpty()) {
            return Manifest.EMPTY;
        }
        Type.Struct schema = SchemaJson.read(Json.MAPPER.readTree(content));
        return new Manifest(Format.PARQUET, null, schema, List.of(), List.of(), List.of(), List.of());
    }
}
