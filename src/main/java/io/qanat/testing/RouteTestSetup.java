package io.qanat.testing;

import io.qanat.api.Apis;
import io.qanat.api.Waiting;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.component.properties.PropertiesComponent;
import org.apache.camel.component.quartz.QuartzComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.PropertiesSource;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.jspecify.annotations.Nullable;

/** What a {@link RouteTest} begins with. Used by one thread, once. */
public final class RouteTestSetup {
    /** Long enough for a machine that is busy, short enough for a test. */
    private static final String TIMEOUT = "1s";

    /** The property with the server's origin. */
    private static final String SERVER = "qanat.test.url";

    private final List<Path> files;
    private final Map<String, String> properties = new LinkedHashMap<>();
    private final Map<String, Object> beans = new LinkedHashMap<>();
    private Answers answers = Answers.inTurn();
    private final List<PropertiesSource> sources = new ArrayList<>();
    private @Nullable CamelContext given;

    RouteTestSetup(List<Path> files) {
        this.files = List.copyOf(files);
    }

    /**
     * A value for a placeholder of the route files; neither the environment nor any file is looked at. The server's origin is
     * {@code {{qanat.test.url}}}, for hand-written routes of APIs, which aren't led there by themselves.
     */
    public RouteTestSetup property(String name, String value) {
        properties.put(name, value);
        return this;
    }

    /** Values for placeholders from somewhere else, if there is no property of that name. */
    RouteTestSetup source(PropertiesSource source) {
        sources.add(source);
        return this;
    }

    /** A bean that the routes name. */
    public RouteTestSetup bean(String name, Object bean) {
        beans.put(name, bean);
        return this;
    }

    /** What the APIs of the route files answer. */
    public RouteTestSetup answers(Answers given) {
        this.answers = given;
        return this;
    }

    /**
     * Loads the routes into a context that the caller starts and stops, such as that of CamelTestSupport; it is not started
     * yet, and has no pulls.
     */
    public RouteTestSetup context(CamelContext context) {
        this.given = context;
        return this;
    }

    /**
     * Opens the server and loads the routes; no schedule fires.
     *
     * @throws Exception if the routes can't be loaded or started, with what is wrong in them
     */
    public RouteTest start() throws Exception {
        TestClock clock = TestClock.at(answers.from());
        return start(clock, clock, new ArrayList<>());
    }

    /** The same; the real URLs of the APIs are added to the list. */
    RouteTest start(TestClock clock, Waiting waiting, List<URI> urls) throws Exception {
        boolean own = given == null;
        CamelContext context = given == null ? ownContext() : given;
        AnswerServer server = AnswerServer.start(answers);
        RouteTest test = new RouteTest(context, own, server, answers, clock, folder());
        try {
            prepare(context, waiting, test.folder(), server.url());
            if (waiting != Waiting.SYSTEM) {
                loadText(context, "qanat-test.yaml", "- beans: []"); // has Qanat set up in the context
                Unthrottled.in(context);
            }
            load(context, server, urls);
            if (own) {
                context.start();
            }
            return test;
        } catch (Exception e) {
            test.close();
            throw e;
        }
    }

    private static Path folder() {
        try {
            return Files.createTempDirectory("qanat-route-test");
        } catch (IOException e) {
            throw new UncheckedIOException("no temporary folder can be made", e);
        }
    }

    /** A test must not depend on what the environment happens to hold, such as a real token. */
    private static CamelContext ownContext() {
        DefaultCamelContext context = new DefaultCamelContext(false);
        context.disableJMX();
        context.build();
        PropertiesComponent component = (PropertiesComponent) context.getPropertiesComponent();
        component.setEnvironmentVariableMode(PropertiesComponent.ENVIRONMENT_VARIABLES_MODE_NEVER);
        component.setSystemPropertiesMode(PropertiesComponent.SYSTEM_PROPERTIES_MODE_NEVER);
        return context;
    }

    private void prepare(CamelContext context, Waiting waiting, Path folder, String url) {
        override(context, "qanat.data", folder.resolve("data").toString());
        override(context, "qanat.state", folder.resolve("state").toString());
        override(context, SERVER, url);
        properties.forEach((name, value) -> override(context, name, value));
        sources.forEach(context.getPropertiesComponent()::addPropertiesSource);
        beans.forEach((name, bean) -> context.getRegistry().bind(name, bean));
        Apis.of(context).setWaiting(waiting);
        QuartzComponent quartz = context.getComponent("quartz", QuartzComponent.class);
        quartz.setAutoStartScheduler(false);
        quartz.setProperties(Map.of("org.quartz.threadPool.class", "org.quartz.simpl.ZeroSizeThreadPool"));
    }

    private static void override(CamelContext context, String name, String value) {
        context.getPropertiesComponent().addOverrideProperty(name, value);
    }

    private void load(CamelContext context, AnswerServer server, List<URI> urls) throws Exception {
        String timeout = answers.hasSilence() ? TIMEOUT : null;
        LocalRoutes routes = new LocalRoutes(context::resolvePropertyPlaceholders, server.url(), timeout);
        for (Path file : files) {
            loadText(context, "file:" + file.toAbsolutePath(), routes.text(file));
        }
        urls.addAll(routes.urls());
    }

    private static void loadText(CamelContext context, String location, String text) throws Exception {
        PluginHelper.getRoutesLoader(context).loadRoutes(ResourceHelper.fromString(location, text));
    }
}
