package io.qanat.api;

/**
 * One attempt of a call, as messages name it.
 *
 * @param api the API's name
 * @param method such as GET
 * @param url without secrets ({@link Secrets#url})
 * @param attempt from 1
 * @param attempts how many there are at most; the largest int if there is no end
 * @param status the answer's status; 0 if none came
 */
public record Call(String api, String method, String url, int attempt, int attempts, int status) {

    /** The same call with its answer's status. */
    public Call answered(int newStatus) {
        return new Call(api, method, url, attempt, attempts, newStatus);
    }

    @Override
    public String toString() {
        return api + ": " + method + " " + url + (status == 0 ? "" : ": status " + status) + " (attempt " + attempt
                + (attempts == Integer.MAX_VALUE ? "" : " of " + attempts) + ")";
    }
}
