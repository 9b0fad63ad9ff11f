package io.qanat.api;

/** What a user can do about a status that is no success, in one clause; the meaning of each is RFC 9110 §15's. */
final class StatusAdvice {
    private StatusAdvice() {}

    /** Nothing to say is an empty text. */
    static String of(int status) {
        return switch (status) {
            case 400 ->
                "the API does not understand the request: check query, body and the names of the paging parameters";
            case 401 -> "the API does not know us: check auth and its token, key or password";
            case 403 -> "not allowed: check what the account or its scope may read";
            case 404 ->
                "there is no such resource: check url and path, or set ignoreStatuses: 404 if it means that there is nothing";
            case 405 -> "the resource does not take this method: check method and path";
            case 406 -> "the API has no such format: check the Accept header in headers";
            case 410 -> "the resource is gone for good: look for its successor in the API's documentation";
            case 413 -> "the request is too large: lower batchSize or shorten body";
            case 414 -> "the URL is too long: lower batchSize, or send the values in a body";
            case 415 -> "the API does not take this kind of body: check contentType";
            case 422 -> "the API refuses the values: check query and body";
            case 429 -> "too many requests: lower rateLimit, and see who else uses the account";
            case 501, 505 -> "the API can't do this: check method and url";
            default -> other(status);
        };
    }

    private static String other(int status) {
        if (status >= 500) {
            return "the API itself failed: try again later, or tell its owners";
        }
        return status / 100 == 3 ? "a redirect that leads nowhere: check url and path" : "";
    }
}
