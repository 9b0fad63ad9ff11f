package io.qanat.openapi;

/** An OpenAPI document can't be used; the message begins with the document's name and says what to do. */
public final class OpenApiException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    OpenApiException(String message) {
        super(message);
    }
}
