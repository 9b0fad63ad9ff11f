package io.qanat.table;

import io.qanat.table.db.Database;
import io.qanat.table.s3.Bucket;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.camel.Category;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriPath;
import org.apache.camel.support.DefaultEndpoint;
import org.jspecify.annotations.Nullable;

/** Writes records to a table of typed files (Parquet, JSON lines or CSV), published whole when the pull's run ends. */
@UriEndpoint(
        firstVersion = "0.1.0",
        scheme = "table",
        title = "Table",
        syntax = "table:name",
        producerOnly = true,
        category = {Category.FILE, Category.BIGDATA})
public final class TableEndpoint extends DefaultEndpoint {
    /** Where tables lie, unless an endpoint says otherwise. */
    static final String DIRECTORY = "{{qanat.data:data}}";

    @UriPath(description = "The table's name, which is its folder's too: letters, digits, _, - and .")
    @Metadata(required = true)
    private final String name;

    @UriParam(defaultValue = "parquet", enums = "parquet,jsonl,csv", description = "How the rows are stored.")
    private @Nullable String format;

    @UriParam(
            defaultValue = DIRECTORY,
            description =
                    "The folder of all tables; the files go to a folder of the table's name in it. Or s3://bucket/prefix.")
    private @Nullable String directory;

    @UriParam(
            description =
                    "A database instead of files: the name of a DataSource, jdbc:postgresql:… or jdbc:duckdb:FILE. There a"
                            + " table is named by the endpoint.")
    private @Nullable String dataSource;

    @UriParam(label = "security", secret = true, description = "The database's user, for a dataSource that is a URL.")
    private @Nullable String user;

    @UriParam(
            label = "security",
            secret = true,
            description = "The database's password, for a dataSource that is a URL.")
    private @Nullable String password;

    @UriParam(
            defaultValue = "auto",
            enums = "auto,append,replace,merge",
            description =
                    "What becomes of the rows that are there. auto: merge with a primaryKey; otherwise append for a pull"
                            + " with an incrementalField and for messages of other routes; otherwise replace.")
    private @Nullable String mode;

    @UriParam(description = "The field or fields, with commas, that make a record's identity.")
    private @Nullable String primaryKey;

    @UriParam(
            description =
                    "A field that marks the deletion of its record's row in a merge: with anything but null, false, 0 and"
                            + " the empty string in it.")
    private @Nullable String deletedField;

    @UriParam(
            description =
                    "Hive-style folders by a field's value, or by its day, month or hour: country, or created_at:day.")
    private @Nullable String partitionBy;

    @UriParam(
            defaultValue = "evolve",
            enums = "evolve,freeze,discard",
            description =
                    "What a record may change in the schema: everything, nothing (the run fails), or nothing (it is left out).")
    private @Nullable String contract;

    @UriParam(description = "Types that aren't to be inferred, such as total=decimal(18,2), zip=string, day=date.")
    private @Nullable String types;

    @UriParam(
            defaultValue = "struct",
            enums = "struct,json,flatten",
            description = "Objects and arrays in records as typed columns, as JSON text, or objects flattened"
                    + " (address.city becomes column address_city) and arrays as JSON text.")
    private @Nullable String nested;

    @UriParam(
            defaultValue = "zstd",
            enums = "zstd,gzip,snappy,none",
            description = "How files are compressed; snappy only for parquet.")
    private @Nullable String compression;

    @UriParam(
            defaultValue = "128MiB",
            description = "A file is closed and the next begun when it has reached this size.")
    private @Nullable String maxFileSize;

    TableEndpoint(String uri, TableComponent component, String name) {
        super(uri, component);
        this.name = name;
    }

    @Override
    public Producer createProducer() {
        TableSettings settings = settings();
        return new TableProducer(this, settings, database(settings), bucket(settings));
    }

    private @Nullable Database database(TableSettings settings) {
        return settings.database() == null
                ? null
                : settings.database().open(settings.subject(), getCamelContext().getRegistry());
    }

    private @Nullable Bucket bucket(TableSettings settings) {
        return settings.bucket() == null
                ? null
                : ((TableComponent) getComponent()).buckets().open(settings.subject(), settings.bucket());
    }

    @Override
    public Consumer createConsumer(Processor processor) {
        throw new UnsupportedOperationException("table " + name + ": can only be written to, not read from");
    }

    /**
     * The options, checked.
     *
     * @throws io.qanat.settings.SettingsException with all mistakes
     */
    TableSettings settings() {
        Map<String, String> options = new LinkedHashMap<>();
        put(options, "format", format);
        put(
                options,
                "directory",
                directory == null ? getCamelContext().resolvePropertyPlaceholders(DIRECTORY) : directory);
        put(options, TableSettings.SPOOL, Buckets.spool(getCamelContext()).toString());
        put(options, "dataSource", dataSource);
        put(options, "user", user);
        put(options, "password", password);
        put(options, "mode", mode);
        put(options, "primaryKey", primaryKey);
        put(options, "deletedField", deletedField);
        put(options, "partitionBy", partitionBy);
        put(options, "contract", contract);
        put(options, "types", types);
        put(options, "nested", nested);
        put(options, "compression", compression);
        put(options, "maxFileSize", maxFileSize);
        return TableSettings.of(name, options);
    }

    private static void put(Map<String, String> options, String name, @Nullable String value) {
        if (value != null) {
            options.put(name, value);
        }
    }

    /** See the option's description; so for all that follow. */
    public void setFormat(String format) {
        this.format = format;
    }

    public void setDirectory(String directory) {
        this.directory = directory;
    }

    public void setDataSource(String dataSource) {
        this.dataSource = dataSource;
    }

    public void setUser(String user) {
        this.user = user;
    }

    public void setPassword(String password) {
        this.password = password;
    }

    public void setMode(String mode) {
        this.mode = mode;
    }

    public void setPrimaryKey(String primaryKey) {
        this.primaryKey = primaryKey;
    }

    public void setDeletedField(String deletedField) {
        this.deletedField = deletedField;
    }

    public void setPartitionBy(String partitionBy) {
        this.partitionBy = partitionBy;
    }

    public void setContract(String contract) {
        this.contract = contract;
    }

    public void setTypes(String types) {
        this.types = types;
    }

    public void setNested(String nested) {
        this.nested = nested;
    }

    public void setCompression(String compression) {
        this.compression = compression;
    }

    public void setMaxFileSize(String maxFileSize) {
        this.maxFileSize = maxFileSize;
    }
}
