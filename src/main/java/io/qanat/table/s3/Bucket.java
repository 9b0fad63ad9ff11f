package io.qanat.table.s3;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** The objects of a bucket, by their keys; each call is durable and visible when it returns. Thread-safe. */
public final class Bucket {
    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;
    private static final int PRECONDITION_FAILED = 412;

    private final S3Client client;
    private final String name;

    /** The bucket of that name, which isn't asked for anything yet. */
    public Bucket(S3Client client, String name) {
        this.client = client;
        this.name = name;
    }

    /**
     * An object that was read.
     *
     * @param bytes all of it
     * @param etag tells this content from any other that the key has had
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record Stored(byte[] bytes, String etag) {}

    /**
     * An object that was listed.
     *
     * @param key its name
     * @param modified when it was written
     */
    public record Listed(String key, Instant modified) {}

    /** An object's content; null if there is none of that key. */
    public @Nullable Stored read(String key) throws IOException {
        return called(
                "read",
                key,
                () -> unless(Bucket::isAbsent, () -> {
                    ResponseBytes<GetObjectResponse> response =
                            client.getObjectAsBytes(get -> get.bucket(name).key(key));
                    return new Stored(
                            response.asByteArrayUnsafe(), response.response().eTag());
                }));
    }

    /** Whether there is an object of that key. */
    public boolean has(String key) throws IOException {
        return called(
                        "look for",
                        key,
                        () -> unless(
                                Bucket::isAbsent,
                                () -> client.headObject(
                                        head -> head.bucket(name).key(key))))
                != null;
    }

    /** The object isn't there; that the bucket isn't is a mistake. */
    private static boolean isAbsent(S3Exception e) {
        return e.statusCode() == NOT_FOUND && !S3Failure.isNoBucket(e);
    }

    private static <T> @Nullable T unless(Predicate<S3Exception> expected, Supplier<T> call) {
        try {
            return call.get();
        } catch (S3Exception e) {
            if (expected.test(e)) {
                return null;
            }
            throw e;
        }
    }

    /** Writes an object, over an older one. */
    public void write(String key, byte[] content) throws IOException {
        called("write", key, () -> client.putObject(put -> put.bucket(name).key(key), RequestBody.fromBytes(content)));
    }

    /** Writes a file's content, over an older object. */
    public void upload(Path file, String key) throws IOException {
        called("write", key, () -> client.putObject(put -> put.bucket(name).key(key), RequestBody.fromFile(file)));
    }

    /** Writes an object's content to a file, over an older one. */
    public void download(String key, Path file) throws IOException {
        Files.deleteIfExists(file);
        called("read", key, () -> client.getObject(get -> get.bucket(name).key(key), file));
    }

    /**
     * Replaces an object only if it still is what it was: of two that do so, one wins.
     *
     * @param etag of the object as it was read; null if there was none
     * @return false if it isn't any more
     */
    public boolean replace(String key, byte[] content, @Nullable String etag) throws IOException {
        return called(
                        "replace",
                        key,
                        () -> unless(
                                Bucket::isLost,
                                () -> client.putObject(conditional(key, etag), RequestBody.fromBytes(content))))
                != null;
    }

    /** Another one was faster (Amazon S3 User Guide, conditional writes); 404: it has removed the object. */
    private static boolean isLost(S3Exception e) {
        return e.statusCode() == PRECONDITION_FAILED || e.statusCode() == CONFLICT || isAbsent(e);
    }

    private PutObjectRequest conditional(String key, @Nullable String etag) {
        PutObjectRequest.Builder put = PutObjectRequest.builder().bucket(name).key(key);
        return (etag == null ? put.ifNoneMatch("*") : put.ifMatch(etag)).build();
    }

    /** Copies an object within the store, over an older one. */
    public void copy(String from, String to) throws IOException {
        called(
                "copy",
                from,
                () -> client.copyObject(copy -> copy.sourceBucket(name)
                        .sourceKey(from)
                        .destinationBucket(name)
                        .destinationKey(to)));
    }

    /** Removes an object, if it is there. */
    public void delete(String key) throws IOException {
        called(
                "delete",
                key,
                () -> client.deleteObject(delete -> delete.bucket(name).key(key)));
    }

    /** All objects whose keys begin so, by key. */
    public List<Listed> list(String prefix) throws IOException {
        List<Listed> listed = called(
                "list",
                prefix,
                () -> client.listObjectsV2Paginator(list -> list.bucket(name).prefix(prefix)).contents().stream()
                        .map(object -> new Listed(object.key(), object.lastModified()))
                        .toList());
        return listed == null ? List.of() : listed;
    }

    private <T> @Nullable T called(String what, String key, Supplier<@Nullable T> call) throws IOException {
        try {
            return call.get();
        } catch (SdkException e) {
            throw new BucketException(S3Failure.told(what, new S3Location(name, key), e), e);
        }
    }
}
