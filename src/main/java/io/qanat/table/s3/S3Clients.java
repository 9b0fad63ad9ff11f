package io.qanat.table.s3;

import io.qanat.settings.SettingsException;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

/** Makes clients of an S3 store. */
public final class S3Clients {
    private S3Clients() {}

    /**
     * A client for those settings; the store isn't asked for anything yet. It repeats what may be repeated, as AWS advises.
     *
     * @throws SettingsException if no region is known
     */
    public static S3Client open(S3Settings settings) {
        S3ClientBuilder builder =
                S3Client.builder().forcePathStyle(settings.pathStyle()).region(region(settings));
        if (settings.endpoint() != null) {
            builder.endpointOverride(settings.endpoint());
        }
        if (!settings.accessKey().isEmpty()) {
            builder.credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(
                    settings.accessKey(), settings.secretKey().value())));
        }
        return builder.build();
    }

    /** Other stores than AWS's have no regions, but want the name of one in the signature. */
    private static Region region(S3Settings settings) {
        if (settings.region() != null) {
            return Region.of(settings.region());
        }
        try {
            return DefaultAwsRegionProviderChain.builder().build().getRegion();
        } catch (SdkClientException e) {
            if (settings.endpoint() != null) {
                return Region.US_EAST_1;
            }
            throw new SettingsException(
                    "settings",
                    "qanat.s3.region",
                    "is required, as neither AWS_REGION nor ~/.aws nor the machine tells the bucket's region");
        }
    }
}
