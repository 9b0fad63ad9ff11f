package io.qanat.table;

import io.qanat.settings.SettingsException;
import io.qanat.table.s3.Bucket;
import io.qanat.table.s3.S3Clients;
import io.qanat.table.s3.S3Location;
import io.qanat.table.s3.S3Settings;
import java.nio.file.Path;
import org.apache.camel.CamelContext;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.S3Client;

/** The buckets of a Camel context's tables, by one client: the context's own bean, or one for the settings. Thread-safe. */
final class Buckets {
    private static final String TEMPORARY = System.getProperty("java.io.tmpdir");

    private final CamelContext camel;
    private @Nullable S3Client made;
    private @Nullable S3Client client;

    Buckets(CamelContext camel) {
        this.camel = camel;
    }

    /**
     * A table's bucket; the store isn't asked for anything yet.
     *
     * @param subject names the table in messages
     * @throws TableException if AWS's library is missing, or a setting is wrong
     */
    synchronized Bucket open(String subject, S3Location place) {
        try {
            return new Bucket(client(), place.bucket());
        } catch (NoClassDefFoundError e) {
            throw new TableException(
                    subject + ": directory: AWS's library is missing: add software.amazon.awssdk:s3 and"
                            + " software.amazon.awssdk:url-connection-client to the class path",
                    e);
        } catch (SettingsException e) {
            throw new TableException(subject + ": " + e.getMessage(), e);
        }
    }

    private S3Client client() {
        if (client == null) {
            S3Client bean = camel.getRegistry().findSingleByType(S3Client.class);
            client = bean == null ? made(S3Clients.open(settings())) : bean;
        }
        return client;
    }

    private S3Client made(S3Client fresh) {
        made = fresh;
        return fresh;
    }

    private S3Settings settings() {
        return S3Settings.of(
                name -> camel.getPropertiesComponent().resolveProperty(name).orElse(null));
    }

    /** Where rows wait on this machine: the data folder, or the system's temporary one if there is no such folder. */
    static Path spool(CamelContext camel) {
        String data = camel.resolvePropertyPlaceholders(TableEndpoint.DIRECTORY);
        return S3Location.isOne(data) ? Path.of(TEMPORARY, "qanat") : Path.of(data);
    }

    /** Closes the client, unless it is the context's own. */
    synchronized void close() {
        if (made != null) {
            made.close();
        }
        made = null;
        client = null;
    }
}
