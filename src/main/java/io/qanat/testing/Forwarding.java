package io.qanat.testing;

import io.qanat.page.Headers;
import io.qanat.settings.NameValue;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/** Plays an API by asking the real one, and tells each request with its answer as it came. Called by one thread at a time. */
final class Forwarding implements Function<SentRequest, Reply> {
    private static final Duration LONGEST = Duration.ofMinutes(5);

    private final HttpClient client =
            HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).build();
    private final List<URI> urls;
    private final Consumer<Recording.Entry> told;

    /**
     * Asks there.
     *
     * @param urls the real URLs of the APIs; known when the first request comes
     */
    Forwarding(List<URI> urls, Consumer<Recording.Entry> told) {
        this.urls = urls;
        this.told = told;
    }

    static String origin(URI url) {
        return url.getScheme() + "://" + url.getRawAuthority();
    }

    @Override
    public Reply apply(SentRequest request) {
        Reply reply = answer(request);
        told.accept(new Recording.Entry(request.line(), request.headers(), request.body(), reply));
        return local(reply, request.origin());
    }

    private Reply answer(SentRequest request) {
        try {
            HttpResponse<byte[]> response = client.send(forwarded(request), BodyHandlers.ofByteArray());
            List<NameValue> fields = new ArrayList<>();
            response.headers()
                    .map()
                    .forEach((name, values) -> values.forEach(value -> fields.add(new NameValue(name, value))));
            return new Reply(response.statusCode(), new Headers(fields), response.body());
        } catch (IOException e) {
            return Reply.of(502, "the API can't be reached: " + e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Reply.of(502, "stopped");
        }
    }

    private HttpRequest forwarded(SentRequest request) {
        HttpRequest.Builder builder = HttpRequest.newBuilder(URI.create(origin(request.path()) + target(request)))
                .timeout(LONGEST)
                .method(
                        request.method(),
                        request.body().isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(request.body()));
        for (NameValue field : request.headers().fields()) {
            if (!Recorder.passing(field.name()) && !field.name().equalsIgnoreCase("Accept-Encoding")) {
                builder.header(field.name(), field.value());
            }
        }
        return builder.build();
    }

    private static String target(SentRequest request) {
        return request.path() + (request.query().isEmpty() ? "" : "?" + request.query());
    }

    /** Of several APIs the one whose path fits best. */
    private String origin(String path) {
        return urls.stream()
                .filter(url -> path.startsWith(url.getRawPath()))
                .max(Comparator.comparingInt(url -> url.getRawPath().length()))
                .map(Forwarding::origin)
                .orElseThrow(() -> new IllegalStateException("no API's url is known to which " + path + " belongs"));
    }

    private Reply local(Reply reply, String local) {
        return Origins.replaced(
                reply, urls.stream().map(Forwarding::origin).distinct().toList(), local);
    }
}
