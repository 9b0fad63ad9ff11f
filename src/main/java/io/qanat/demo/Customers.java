package io.qanat.demo;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Customers: names in several scripts, one in five without an e-mail address, post codes that begin with 0. */
final class Customers implements Maker {
    private static final List<String> FIRST_NAMES =
            List.of("Zoë", "José", "Łukasz", "Anna", "さくら", "Ибрагим", "Fatemeh", "Åsa", "Dragoș", "Mary-Jane", "李");
    private static final List<String> LAST_NAMES = List.of(
            "Ångström", "O'Brien", "García", "Müller", "田中", "Petrov", "Nguyễn", "Smith", "D\"Angelo", "Ó Néill");
    private static final List<String> STREETS =
            List.of("Hauptstraße", "Rue de l'Église", "High Street", "Calle Mayor", "Via Roma", "中山路", "Ulica Długa");
    private static final List<Place> PLACES = List.of(
            new Place("Dresden", "01067", "DE"),
            new Place("Köln", "50667", "DE"),
            new Place("Zürich", "8001", "CH"),
            new Place("São Paulo", "01310-100", "BR"),
            new Place("東京", "100-0001", "JP"),
            new Place("Boston", "02108", "US"),
            new Place("Kraków", "31-042", "PL"));

    private static final long SALT = 0x637573746F6DL;

    private final long seed;

    Customers(long seed) {
        this.seed = seed ^ SALT;
    }

    @Override
    public Map<String, @Nullable Object> make(long number, long revision) {
        Map<String, @Nullable Object> customer = contact(number);
        Draw draw = dates(number);
        Instant created = Times.created(Resource.CUSTOMERS, number, draw);
        customer.put("newsletter", draw.chance(0.4));
        customer.put("created_at", Times.shopTime(created));
        customer.put("updated_at", Times.utc(updatedAt(number, revision)));
        return customer;
    }

    @Override
    public Instant updatedAt(long number, long revision) {
        Draw draw = dates(number);
        return Times.updated(Times.created(Resource.CUSTOMERS, number, draw), revision, draw);
    }

    /** What an order says of its customer. */
    Map<String, @Nullable Object> contact(long number) {
        Draw draw = new Draw(seed, number);
        Map<String, @Nullable Object> contact = new LinkedHashMap<>();
        contact.put("id", number);
        contact.put("name", draw.of(FIRST_NAMES) + " " + draw.of(LAST_NAMES));
        contact.put("email", draw.chance(0.2) ? null : "customer" + number + "@example.org");
        contact.put("address", address(draw));
        return contact;
    }

    private static Map<String, @Nullable Object> address(Draw draw) {
        Place place = draw.of(PLACES);
        Map<String, @Nullable Object> address = new LinkedHashMap<>();
        address.put("street", draw.of(STREETS) + " " + (1 + draw.below(200)));
        address.put("zip", place.zip());
        address.put("city", place.city());
        address.put("country", place.country());
        return address;
    }

    private Draw dates(long number) {
        return new Draw(seed + 1, number);
    }

    private record Place(String city, String zip, String country) {}
}
