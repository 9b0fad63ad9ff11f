package io.qanat.page;

import io.qanat.settings.Parameters;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Makes settings and walks them to their end. */
final class Walks {
    private Walks() {}

    /** Settings of {@code name, value, name, value}; the path is {@code /v1/orders} unless given. */
    static PageSettings settings(String... namesAndValues) {
        Parameters parameters = parameters(namesAndValues);
        PageSettings settings = read(parameters);
        parameters.check();
        return settings;
    }

    static PageSettings read(Parameters parameters) {
        return PageSettings.of(parameters, Set.of("since", "until", "id"), name -> "{\"file\":\"" + name + "\"}");
    }

    static Parameters parameters(String... namesAndValues) {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("path", "/v1/orders");
        for (int i = 0; i < namesAndValues.length; i += 2) {
            values.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return new Parameters("pull orders", values);
    }

    static List<String> mistakes(String... namesAndValues) {
        Parameters parameters = parameters(namesAndValues);
        PageSettings settings = read(parameters);
        Objects.requireNonNull(settings);
        return parameters.problems().stream().map(Object::toString).toList();
    }

    static Pagination pagination(String... namesAndValues) {
        return pagination(settings(namesAndValues), null);
    }

    static Pagination pagination(PageSettings settings, @Nullable String knownRecords) {
        PageRequest first = settings.request().fill(new Placeholders(Map.of()));
        return new Pagination(settings, first, "orders", knownRecords);
    }

    /** The ids of all records, page after page; gives up after 10,000 pages. */
    static List<Integer> ids(Pagination pagination, Function<PageRequest, Answer> api) {
        List<Integer> ids = new ArrayList<>();
        for (PageRequest request = pagination.request(); request != null; request = pagination.request()) {
            ids.addAll(FakeApi.ids(pagination.accept(api.apply(request))));
            if (pagination.pages() > 10_000) {
                throw new AssertionError("the walk doesn't end");
            }
        }
        return ids;
    }

    /** A first page that is answered by this body. */
    static Page accept(Pagination pagination, String body) {
        return pagination.accept(FakeApi.answer(Objects.requireNonNull(pagination.request()), body, List.of()));
    }
}
