package io.qanat.page;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.qanat.settings.NameValue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** An API over records in memory, which answers as the style asks. Its records may be changed between pages. */
final class FakeApi {
    /** What a response is made of. */
    static final class Response {
        final ObjectNode body = Json.MAPPER.createObjectNode();
        final List<NameValue> headers = new ArrayList<>();
        final ArrayNode data = body.putArray("data");
    }

    /** A slice that was served, for the part of the answer that leads on. */
    record Served(PageRequest request, long from, int rows, int size) {
        long end() {
            return from + rows;
        }
    }

    final List<Integer> ids = new ArrayList<>();
    final List<PageRequest> requests = new ArrayList<>();
    private final int maxPageSize;
    private final BiConsumer<Served, Response> lead;

    FakeApi(int records, int maxPageSize, BiConsumer<Served, Response> lead) {
        IntStream.rangeClosed(1, records).forEach(ids::add);
        this.maxPageSize = maxPageSize;
        this.lead = lead;
    }

    /** Serves the rows from that position. */
    Answer serve(PageRequest request, long from, int asked) {
        requests.add(request);
        int size = Math.min(asked, maxPageSize);
        Response response = new Response();
        ids.stream().skip(from).limit(size).forEach(id -> response.data
                .addObject()
                .put("id", id));
        lead.accept(new Served(request, from, response.data.size(), size), response);
        return answer(request, response.body.toString(), response.headers);
    }

    static Answer answer(PageRequest request, String body, List<NameValue> headers) {
        return new Answer(url(request), 200, new Headers(headers), body.getBytes(StandardCharsets.UTF_8));
    }

    static Answer answer(String body, NameValue... headers) {
        return new Answer(
                URI.create("https://api.example/v1/orders"),
                200,
                new Headers(List.of(headers)),
                body.getBytes(StandardCharsets.UTF_8));
    }

    static URI url(PageRequest request) {
        String query = request.query().stream()
                .map(pair -> UriReference.segment(pair.name()) + "=" + UriReference.segment(pair.value()))
                .collect(Collectors.joining("&"));
        String target = request.absolute() ? request.target() : "https://api.example" + request.target();
        return URI.create(query.isEmpty() ? target : target + "?" + query);
    }

    /** A parameter of the request's own query or, in a next URL, of that. */
    static String parameter(PageRequest request, String name, String fallback) {
        String own = request.query().stream()
                .filter(pair -> pair.name().equals(name))
                .map(NameValue::value)
                .findFirst()
                .orElse(null);
        String value = own == null ? LinkHeader.queryParameter(request.target(), name) : own;
        return value == null ? fallback : value;
    }

    static long number(PageRequest request, String name, long fallback) {
        return Long.parseLong(parameter(request, name, String.valueOf(fallback)));
    }

    static List<Integer> ids(Page page) {
        try (Page.Records records = page.records()) {
            List<Integer> ids = new ArrayList<>();
            while (records.next()) {
                Map<?, ?> row = Json.MAPPER.readValue(records.parser(), Map.class);
                ids.add((Integer) row.get("id"));
            }
            return ids;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
