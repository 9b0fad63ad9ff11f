package io.qanat.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Map;
import java.util.function.LongPredicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The paths below {@code /v1}: lists with their filters, single records, look-ups of many. Thread-safe.
 */
final class Catalogue {
    private static final int MAX_LOOKUP = 100;
    private static final Map<Resource, String> USUAL = Map.of(
            Resource.ORDERS, "cursor",
            Resource.CUSTOMERS, "link",
            Resource.PRODUCTS, "offset");

    private final Map<Resource, Store> stores;
    private final Orders orders;
    private final Listings listings;

    Catalogue(Map<Resource, Store> stores, Orders orders, Listings listings) {
        this.stores = stores;
        this.orders = orders;
        this.listings = listings;
    }

    /** Answers {@code /v1/RESOURCE}, {@code /v1/RESOURCE/STYLE} and the like. */
    Reply answer(Call call) {
        String[] words = call.path().substring(1).split("/", -1);
        if (words.length < 2 || words.length > 4 || !words[0].equals("v1")) {
            throw Refusal.notFound(call.path());
        }
        Resource resource = resource(words[1]);
        return switch (words.length) {
            case 2 -> list(call, resource, USUAL.getOrDefault(resource, "all"), null);
            case 3 -> listOrRecord(call, resource, words[2]);
            default -> ordersOfCustomer(call, resource, words[2], words[3]);
        };
    }

    private Reply listOrRecord(Call call, Resource resource, String word) {
        if (word.equals("lookup")) {
            return lookup(call, store(resource));
        }
        return listings.named(word) == null ? single(call, resource, word) : list(call, resource, word, null);
    }

    private Reply list(Call call, Resource resource, String style, @Nullable LongPredicate also) {
        requireMethod(call, style.equals("search") ? "POST" : "GET");
        Listings.Listing listing = listings.named(style);
        if (listing == null) {
            throw Refusal.notFound(call.path());
        }
        Store store = store(resource);
        return listing.list(call, new Selection(store, filtered(call, store, also)));
    }

    private Reply ordersOfCustomer(Call call, Resource parent, String id, String child) {
        if (parent != Resource.CUSTOMERS || resource(child) != Resource.ORDERS) {
            throw Refusal.notFound(call.path());
        }
        long customer = known(parent, id);
        return list(call, Resource.ORDERS, "cursor", order -> orders.customerOf(order) == customer);
    }

    private Reply single(Call call, Resource resource, String id) {
        requireMethod(call, "GET");
        long number = known(resource, id);
        return Reply.ok(out -> store(resource).write(number, out));
    }

    /** Ids in a POST's body, joined by commas, or repeated; unknown ones are left out. */
    private static Reply lookup(Call call, Store store) {
        long[] wanted = ids(call).mapToLong(Catalogue::id).toArray();
        if (wanted.length == 0 || wanted.length > MAX_LOOKUP) {
            throw Refusal.badRequest("ids must be 1 to " + MAX_LOOKUP + " ids, not " + wanted.length);
        }
        long[] found = Arrays.stream(wanted).filter(store::has).toArray();
        return Reply.ok(out -> {
            out.writeStartObject();
            new Selection(store, found).write(out, "data");
            out.writeEndObject();
        });
    }

    private static Stream<String> ids(Call call) {
        if (call.method().equals("POST")) {
            return call.json().path("ids").valueStream().map(JsonNode::asText);
        }
        requireMethod(call, "GET");
        return call.parameters().entrySet().stream()
                .filter(parameter -> parameter.getKey().equals("ids"))
                .flatMap(parameter -> parameter.getValue().stream())
                .flatMap(value -> Stream.of(value.split(",", -1)));
    }

    /** From {@code updated_since} on, and before {@code until}; in a search these stand in the body. */
    private static long[] filtered(Call call, Store store, @Nullable LongPredicate also) {
        Instant since = time(call, "updated_since", Instant.MIN);
        Instant until = time(call, "until", Instant.MAX);
        boolean anyTime = since.equals(Instant.MIN) && until.equals(Instant.MAX);
        long[] numbers = store.numbers();
        long[] chosen =
                also == null ? numbers : Arrays.stream(numbers).filter(also).toArray();
        return anyTime ? chosen : updated(chosen, store, since, until);
    }

    private static long[] updated(long[] numbers, Store store, Instant since, Instant until) {
        return Arrays.stream(numbers)
                .filter(number -> {
                    Instant updated = store.updatedAt(number);
                    return !updated.isBefore(since) && updated.isBefore(until);
                })
                .toArray();
    }

    private static Instant time(Call call, String name, Instant fallback) {
        String text = call.body().length > 0 ? call.json().path(name).asText(null) : call.parameter(name);
        try {
            return text == null ? fallback : OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            throw Refusal.badRequest(name + " must be a time with zone such as 2026-01-31T00:00:00.000Z, not " + text);
        }
    }

    private long known(Resource resource, String id) {
        long number = id(id);
        if (!store(resource).has(number)) {
            throw Refusal.notFound(resource.path() + " " + id);
        }
        return number;
    }

    private static long id(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw Refusal.notFound("record or list \"" + text + "\"");
        }
    }

    private static Resource resource(String path) {
        return Stream.of(Resource.values())
                .filter(resource -> resource.path().equals(path))
                .findFirst()
                .orElseThrow(() -> Refusal.notFound("resource " + path));
    }

    private Store store(Resource resource) {
        Store store = stores.get(resource);
        if (store == null) {
            throw Refusal.notFound("resource " + resource.path());
        }
        return store;
    }

    private static void requireMethod(Call call, String method) {
        if (!call.method().equals(method)) {
            throw Refusal.methodNotAllowed(call, method);
        }
    }
}
