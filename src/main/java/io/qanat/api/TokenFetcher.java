package io.qanat.api;

import io.qanat.page.Headers;
import io.qanat.settings.NameValue;
import java.io.IOException;
import java.net.URI;
import java.util.List;

/** Sends the request for a token: a POST, once, without redirects. Thread-safe. */
@FunctionalInterface
public interface TokenFetcher {

    /**
     * Sends it.
     *
     * @throws IOException if no whole answer came
     */
    Reply fetch(Request request) throws IOException, InterruptedException;

    /** A POST; its text shows no secret. */
    record Request(URI url, List<NameValue> headers, String contentType, Secret body) {
        public Request {
            headers = List.copyOf(headers);
        }

        @Override
        public String toString() {
            return "POST " + url;
        }
    }

    /** Its answer, whatever the status. */
    @SuppressWarnings("ArrayRecordComponent") // identity is fine: replies are not compared
    record Reply(int status, Headers headers, byte[] body) {}
}
