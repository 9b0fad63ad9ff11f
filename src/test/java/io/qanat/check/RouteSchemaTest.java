package io.qanat.check;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.qanat.page.Json;
import io.qanat.settings.Declared;
import io.qanat.table.TableOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The schema by which editors complete route files. */
class RouteSchemaTest {
    private static final Path COMMITTED = Path.of("src/main/resources/qanat/route-file.schema.json");

    @Test
    void the_file_in_the_repository_is_what_the_declarations_make() throws Exception {
        assertThat(Files.readString(COMMITTED))
                .as("make it anew: ./qanat check --schema >" + COMMITTED)
                .isEqualTo(RouteSchema.text());
    }

    @Test
    void it_knows_every_declared_parameter_and_no_other() throws Exception {
        JsonNode definitions = Json.MAPPER.readTree(RouteSchema.text()).get("definitions");
        assertThat(names(definitions.at("/pull/properties")))
                .isEqualTo(Declared.pull().keySet());
        assertThat(names(definitions.at("/table/properties")))
                .isEqualTo(TableOptions.declared().keySet());
        List<String> api = new ArrayList<>();
        definitions
                .at("/templatedRoute/then/properties/parameters/items/properties/name/oneOf")
                .forEach(name -> api.add(name.get("const").asText()));
        assertThat(api).containsExactlyElementsOf(Declared.api().keySet());
    }

    private static Set<String> names(JsonNode properties) {
        Set<String> names = new LinkedHashSet<>();
        properties.fieldNames().forEachRemaining(names::add);
        return names;
    }

    @Test
    void it_says_which_values_there_are() throws Exception {
        JsonNode pagination = Json.MAPPER.readTree(RouteSchema.text()).at("/definitions/pull/properties/pagination");
        assertThat(pagination.get("description").asText()).isNotEmpty();
        assertThat(pagination.at("/anyOf/0/enum")).hasSizeGreaterThan(5);
    }
}
