package io.qanat.page;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.jayway.jsonpath.Configuration;
import com.jayway.jsonpath.Option;
import com.jayway.jsonpath.spi.json.JacksonJsonNodeJsonProvider;
import com.jayway.jsonpath.spi.mapper.JacksonMappingProvider;

/** JSONPath over Jackson's trees. */
final class JsonPaths {
    private static final Configuration MATCHES = Configuration.builder()
            .jsonProvider(new JacksonJsonNodeJsonProvider(Json.MAPPER))
            .mappingProvider(new JacksonMappingProvider(Json.MAPPER))
            .options(Option.ALWAYS_RETURN_LIST, Option.SUPPRESS_EXCEPTIONS)
            .build();

    private JsonPaths() {}

    /** All matches, as an array. */
    static JsonNode all(Place.Path place, JsonNode tree) {
        if (!tree.isContainerNode()) {
            return Json.MAPPER.createArrayNode();
        }
        return place.path().read(tree, MATCHES);
    }

    /** The first match; a missing node if there is none. */
    static JsonNode first(Place.Path place, JsonNode tree) {
        JsonNode matches = all(place, tree);
        return matches.isEmpty() ? MissingNode.getInstance() : matches.get(0);
    }
}
