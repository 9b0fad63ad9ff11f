package io.qanat.table.s3;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A place in a bucket: {@code s3://bucket/prefix}. Immutable.
 *
 * @param bucket its name
 * @param prefix what all keys there begin with, without slashes at its ends; may be empty
 */
public record S3Location(String bucket, String prefix) {
    private static final String SCHEME = "s3://";

    /** What AWS and other stores take (Amazon S3 User Guide, bucket naming rules, with capitals and underscores of old). */
    private static final Pattern TEXT = Pattern.compile("s3://([A-Za-z0-9][A-Za-z0-9._-]{1,254})(?:/+(.*))?");

    /** Whether a text is such a place, and not a folder. */
    public static boolean isOne(String text) {
        return text.startsWith(SCHEME);
    }

    /**
     * Reads {@code s3://bucket/prefix}.
     *
     * @throws IllegalArgumentException if it isn't one
     */
    public static S3Location parse(String text) {
        Matcher parts = TEXT.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException("\"" + text + "\" must be s3://bucket or s3://bucket/prefix");
        }
        String prefix = parts.group(2) == null ? "" : parts.group(2).replaceAll("/+$", "");
        return new S3Location(parts.group(1), prefix);
    }

    /** A place below it. */
    public S3Location resolve(String name) {
        return new S3Location(bucket, prefix.isEmpty() ? name : prefix + "/" + name);
    }

    /** As it is written. */
    @Override
    public String toString() {
        return SCHEME + bucket + (prefix.isEmpty() ? "" : "/" + prefix);
    }
}
