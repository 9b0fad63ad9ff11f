package io.qanat.table.s3;

import java.net.UnknownHostException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/** What a failed call says to a user: what was tried, what the store answered, and what to do. */
final class S3Failure {
    private static final int FORBIDDEN = 403;
    private static final int MOVED = 301;
    private static final int UNAUTHORIZED = 401;
    private static final int NOT_IMPLEMENTED = 501;
    private static final int BUSY = 503;

    private S3Failure() {}

    static boolean isNoBucket(AwsServiceException e) {
        return code(e).equals("NoSuchBucket");
    }

    private static String code(AwsServiceException e) {
        AwsErrorDetails details = e.awsErrorDetails();
        return details == null || details.errorCode() == null ? "" : details.errorCode();
    }

    static String told(String what, S3Location object, SdkException e) {
        return "can't " + what + " " + object + " (" + reason(e) + "): " + advice(object.bucket(), e);
    }

    private static String reason(SdkException e) {
        if (!(e instanceof AwsServiceException service)) {
            Throwable root = root(e);
            return root == e
                    ? String.valueOf(e.getMessage())
                    : root.getClass().getSimpleName() + ": " + root.getMessage();
        }
        AwsErrorDetails details = service.awsErrorDetails();
        String message = details == null ? null : details.errorMessage();
        return String.format(
                Locale.ROOT, "%d %s%s", service.statusCode(), code(service), message == null ? "" : ": " + message);
    }

    private static Throwable root(Throwable e) {
        Throwable root = e;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }

    private static String advice(String bucket, SdkException e) {
        String known = e instanceof AwsServiceException service ? advice(bucket, service) : advice(e);
        return known == null ? "try again later" : known;
    }

    private static @Nullable String advice(String bucket, AwsServiceException e) {
        if (isNoBucket(e)) {
            return "make the bucket " + bucket + ", or correct directory or qanat.s3.endpoint";
        }
        return switch (e.statusCode()) {
            case FORBIDDEN, UNAUTHORIZED ->
                "see that the credentials are right and may get, put, delete and list the objects there";
            case MOVED -> "the bucket is in another region: set qanat.s3.region or AWS_REGION";
            case NOT_IMPLEMENTED -> "this store lacks what a table needs, such as conditional writes";
            case BUSY -> "the store is busy: try again later";
            default -> null;
        };
    }

    private static @Nullable String advice(SdkException e) {
        if (String.valueOf(e.getMessage()).contains("credentials")) {
            return "set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or QANAT_S3_ACCESSKEY and QANAT_S3_SECRETKEY, or"
                    + " have a profile in ~/.aws";
        }
        return root(e) instanceof UnknownHostException
                ? "there is no such host: correct qanat.s3.endpoint or qanat.s3.region"
                : "see that qanat.s3.endpoint is right and the store can be reached";
    }
}
