package io.qanat.embed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.camel.Route;
import org.apache.camel.main.Main;
import org.apache.camel.model.Model;
import org.apache.camel.model.RouteTemplateDefinition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** In an application of Camel Main that has Qanat's jar, and nothing else of it. */
class CamelMainTest {
    private final Main main = new Main();
    private Guest guest;

    @TempDir
    private Path folder;

    @BeforeEach
    void open() throws IOException {
        guest = new Guest();
    }

    @AfterEach
    void close() throws IOException {
        main.stop();
        guest.close();
    }

    @Test
    void a_bare_main_pulls_by_its_own_routes() throws Exception {
        main.configure().addRoutesBuilder(guest.routes());
        main.start();

        guest.requirePull(main.getCamelContext());
        guest.requireOwnCalls(main.getCamelContext());
        assertThat(templates()).containsOnlyOnce("api");
    }

    @Test
    void a_host_with_its_own_pattern_of_route_files_pulls_by_them() throws Exception {
        Files.writeString(folder.resolve("shop.yaml"), HostRoutes.yaml(guest.shop));
        main.bind("collected", guest.collected);
        main.configure().withRoutesIncludePattern("file:" + folder + "/*.yaml");
        main.start();

        guest.requirePull(main.getCamelContext());
        assertThat(templates()).containsOnlyOnce("api");
    }

    @Test
    void a_host_without_pulls_has_neither_a_scheduler_nor_an_http_client_of_ours() throws Exception {
        main.start();

        assertThat(main.getCamelContext().getRoutes()).extracting(Route::getId).allMatch(id -> id.startsWith("qanat-"));
        assertThat(main.getCamelContext().getComponentNames()).doesNotContain("quartz", "http", "https", "table");
    }

    private Iterable<String> templates() {
        return main
                .getCamelContext()
                .getCamelContextExtension()
                .getContextPlugin(Model.class)
                .getRouteTemplateDefinitions()
                .stream()
                .map(RouteTemplateDefinition::getId)
                .toList();
    }
}
