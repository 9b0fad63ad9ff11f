package io.qanat.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.qanat.page.Json;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Asks the shop with the JDK's client, and with nothing but what the answers say. */
final class Visitor {
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final Shop shop;
    private final String token;

    Visitor(Shop shop) {
        this(shop, "shop-token");
    }

    Visitor(Shop shop, String token) {
        this.shop = shop;
        this.token = token;
    }

    HttpResponse<String> get(String target) throws IOException, InterruptedException {
        return send(request(target));
    }

    HttpResponse<String> post(String target, String body) throws IOException, InterruptedException {
        return send(request(target).POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    /** Asks once more if the first answer is not 200 or doesn't come. */
    HttpResponse<String> askTwice(String target) throws IOException, InterruptedException {
        try {
            HttpResponse<String> answer = get(target);
            return answer.statusCode() == 200 ? answer : get(target);
        } catch (IOException e) {
            return get(target);
        }
    }

    HttpRequest.Builder request(String target) {
        return HttpRequest.newBuilder(shop.url().resolve(target))
                .header("Authorization", "Bearer " + token)
                .timeout(Duration.ofSeconds(20));
    }

    static HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    static HttpResponse<byte[]> sendForBytes(HttpRequest.Builder request) throws IOException, InterruptedException {
        return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    static JsonNode json(HttpResponse<String> answer) throws IOException {
        return Json.MAPPER.readTree(answer.body());
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
