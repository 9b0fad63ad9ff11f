package io.qanat.api;

import io.qanat.page.Headers;
import io.qanat.settings.NameValue;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.http.io.entity.StringEntity;

/** Sends the requests for tokens. One to the API's own origin passes the API's quota like any other; all are counted. */
final class TokenClient implements TokenFetcher {
    private final ApiSettings settings;
    private final Quota quota;
    private final CamelHttp http;
    private final CallCount calls;

    TokenClient(ApiSettings settings, Quota quota, CamelHttp http, CallCount calls) {
        this.settings = settings;
        this.quota = quota;
        this.http = http;
        this.calls = calls;
    }

    @Override
    public Reply fetch(Request request) throws IOException, InterruptedException {
        if (!Origin.of(request.url()).equals(Origin.of(settings.url()))) {
            return post(request);
        }
        try (Quota.Ticket ticket = quota.enter()) {
            Reply reply = post(request);
            if (reply.status() == 429) {
                ticket.limited();
            }
            return reply;
        }
    }

    /** Tokens are rare: a client for each request keeps no connection open that nobody uses. */
    private Reply post(Request request) throws IOException {
        HttpPost post = new HttpPost(request.url());
        request.headers().forEach(field -> post.addHeader(field.name(), field.value()));
        post.setHeader("User-Agent", settings.userAgent());
        post.setHeader("Accept", "application/json");
        post.setEntity(new StringEntity(request.body().value(), ContentType.parse(request.contentType())));
        try (CloseableHttpClient client = http.client(request.url(), this::configure)) {
            calls.sent();
            Reply reply = client.execute(post, TokenClient::reply);
            calls.answered(reply.status(), reply.body().length);
            return reply;
        }
    }

    private void configure(HttpClientBuilder builder) {
        new PoliteClient(settings).configureHttpClient(builder);
        Connections.bound(builder, settings, http);
    }

    private static Reply reply(ClassicHttpResponse answer) throws IOException {
        List<NameValue> fields = new ArrayList<>();
        for (Header header : answer.getHeaders()) {
            fields.add(new NameValue(header.getName(), String.valueOf(header.getValue())));
        }
        byte[] body = answer.getEntity() == null ? new byte[0] : EntityUtils.toByteArray(answer.getEntity());
        return new Reply(answer.getCode(), new Headers(fields), body);
    }
}
