package io.qanat.cli;

import static io.qanat.testserver.Behaviours.answer;
import static io.qanat.testserver.Behaviours.json;

import io.qanat.testserver.Behaviour;
import io.qanat.testserver.FaultServer;
import io.qanat.testserver.Received;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** An API that nobody has seen before: 25 notes in pages of 10, in one of the usual styles, behind one of the usual proofs. */
final class Stranger implements AutoCloseable {
    static final int NOTES = 25;
    private static final int PAGE = 10;
    private static final String SECRET = "s3cr3t-t0ken";

    private final FaultServer server;
    private final String style;
    private final String auth;
    private final String[] headers;

    private Stranger(String style, String auth, String... headers) throws IOException {
        this.style = style;
        this.auth = auth;
        this.headers = headers;
        this.server = FaultServer.choosing(this::answerTo);
    }

    static Stranger open(String style, String auth, String... headers) throws IOException {
        return new Stranger(style, auth, headers);
    }

    String url() {
        return server.url("/v2/notes").toString();
    }

    String origin() {
        return server.url().toString();
    }

    List<Received> requests() {
        return server.requests();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }

    private Behaviour answerTo(Received request) {
        if (!request.path().equals("/v2/notes")) {
            return answer(404, "{\"error\":\"nothing here\"}", "Content-Type: application/json");
        }
        return allowed(request) ? page(query(request)) : refusal();
    }

    private boolean allowed(Received request) {
        return switch (auth) {
            case "bearer" -> ("Bearer " + SECRET).equals(request.headers().first("Authorization"));
            case "apiKey" -> SECRET.equals(request.headers().first("X-API-Key"));
            case "query" -> SECRET.equals(query(request).get("api_key"));
            default -> true;
        };
    }

    private Behaviour refusal() {
        return auth.equals("bearer")
                ? answer(401, "{\"detail\":\"no\"}", "Content-Type: application/json", "WWW-Authenticate: Bearer")
                : answer(401, "{\"detail\":\"send your key as X-API-Key\"}", "Content-Type: application/json");
    }

    private static Map<String, String> query(Received request) {
        Map<String, String> query = new HashMap<>();
        String[] parts = request.target().split("\\?", 2);
        for (String pair : (parts.length > 1 ? parts[1] : "").split("&", -1)) {
            String[] sides = pair.split("=", 2);
            query.put(sides[0], sides.length > 1 ? URLDecoder.decode(sides[1], StandardCharsets.UTF_8) : "");
        }
        return query;
    }

    private Behaviour page(Map<String, String> query) {
        return switch (style) {
            case "offset" -> counted(number(query, "offset", 0), "\"offset\":%d,\"total\":25");
            case "offset-silent" -> counted(number(query, "offset", 0), "\"total\":25");
            case "page" ->
                counted(
                        (number(query, "page", 1) - 1) * PAGE,
                        "\"page\":" + number(query, "page", 1) + ",\"total_pages\":3");
            case "page-silent" -> json(notes((number(query, "page", 1) - 1) * PAGE), headers);
            case "cursor" -> cursor(number(query, "cursor", 0));
            case "link" -> link(number(query, "after", 0));
            case "next" -> next(number(query, "from", 0));
            case "last-id" -> lastId(query.getOrDefault("starting_after", "n0"));
            default -> throw new IllegalStateException(style);
        };
    }

    private static int number(Map<String, String> query, String name, int fallback) {
        return Integer.parseInt(query.getOrDefault(name, Integer.toString(fallback)));
    }

    private Behaviour counted(int from, String rest) {
        return json("{\"results\":" + notes(from) + "," + rest.replace("%d", Integer.toString(from)) + "}", headers);
    }

    private Behaviour cursor(int from) {
        String next = from + PAGE < NOTES ? "\"" + (from + PAGE) + "\"" : "null";
        return json("{\"data\":" + notes(from) + ",\"meta\":{\"next_cursor\":" + next + "}}", headers);
    }

    private Behaviour link(int from) {
        List<String> all = new ArrayList<>(List.of(headers));
        if (from + PAGE < NOTES) {
            all.add("Link: <" + url() + "?after=" + (from + PAGE) + ">; rel=\"next\"");
        }
        return json(notes(from), all.toArray(String[]::new));
    }

    private Behaviour next(int from) {
        String next = from + PAGE < NOTES ? "\"" + url() + "?from=" + (from + PAGE) + "\"" : "null";
        return json("{\"count\":25,\"next\":" + next + ",\"results\":" + notes(from) + "}", headers);
    }

    private Behaviour lastId(String after) {
        int from = Integer.parseInt(after.substring(1));
        return json(
                "{\"object\":\"list\",\"data\":" + notes(from) + ",\"has_more\":" + (from + PAGE < NOTES) + "}",
                headers);
    }

    private static String notes(int from) {
        return IntStream.range(from, Math.min(from + PAGE, NOTES))
                .mapToObj(i -> "{\"id\":\"n" + (i + 1) + "\",\"text\":\"note " + i
                        + "\",\"updated_at\":\"2026-01-01T00:00:" + String.format(Locale.ROOT, "%02d", i) + "Z\"}")
                .collect(Collectors.joining(",", "[", "]"));
    }
}
