package io.qanat.embed;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

/** In an application of Camel on Spring Boot. */
class SpringBootTest {
    private Guest guest;
    private ConfigurableApplicationContext application;

    @TempDir
    private Path folder;

    @BeforeEach
    void open() throws IOException {
        guest = new Guest();
        System.setProperty(LoggingSystem.SYSTEM_PROPERTY, LoggingSystem.NONE);
    }

    @AfterEach
    void close() throws IOException {
        if (application != null) {
            application.close();
        }
        guest.close();
        System.clearProperty(LoggingSystem.SYSTEM_PROPERTY);
    }

    @Test
    void a_spring_boot_application_pulls_by_a_route_that_is_a_bean() {
        CamelContext context = start(guest.routes());

        guest.requirePull(context);
        guest.requireOwnCalls(context);
    }

    @Test
    void a_spring_boot_application_pulls_by_its_route_files() throws IOException {
        Files.writeString(folder.resolve("shop.yaml"), HostRoutes.yaml(guest.shop));

        guest.requirePull(start(null, "--camel.main.routes-include-pattern=file:" + folder + "/*.yaml"));
    }

    private CamelContext start(RouteBuilder routes, String... arguments) {
        List<String> all = new ArrayList<>(Arrays.asList(arguments));
        all.add("--spring.main.banner-mode=off");
        application = new SpringApplicationBuilder(Host.class)
                .web(WebApplicationType.NONE)
                .initializers(context -> register((GenericApplicationContext) context, routes))
                .run(all.toArray(String[]::new));
        return application.getBean(CamelContext.class);
    }

    private void register(GenericApplicationContext context, RouteBuilder routes) {
        context.registerBean("collected", Collected.class, () -> guest.collected);
        if (routes != null) {
            context.registerBean("routes", RouteBuilder.class, () -> routes);
        }
    }

    /** As small as an application can be. */
    @SpringBootConfiguration
    @EnableAutoConfiguration
    static class Host {}
}
