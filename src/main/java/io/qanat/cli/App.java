package io.qanat.cli;

import io.qanat.check.CheckFailedException;
import io.qanat.check.Checks;
import io.qanat.check.Finding;
import io.qanat.pull.Pulls;
import io.qanat.settings.PropertyLayers;
import io.qanat.settings.SettingsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;
import org.apache.camel.main.SimpleMainShutdownStrategy;
import org.apache.camel.spi.PropertiesComponent;
import org.quartz.simpl.RAMJobStore;
import org.quartz.simpl.ZeroSizeThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Camel with the routes of a folder. */
final class App implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(App.class);

    /** Longer than Camel itself waits for the pages at hand (45 s). */
    private static final long LONGEST_STOP_SECONDS = 60;

    private final Main main;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread atExit = new Thread(this::stopGracefully, "qanat-stop");
    private volatile boolean stopping;

    private App(Main main) {
        this.main = main;
    }

    /**
     * Loads the routes and starts them; no trigger fires. When the process is told to stop (SIGTERM or SIGINT), the page at
     * hand is finished, and the process waits until this is closed.
     */
    static App startByHand(CommonOptions options) throws Exception {
        Main main = configured(options, false);
        return byHand(main, () -> begin(main::start, options));
    }

    /** The same with a folder of our own making, which needs no check. */
    static App startWith(CommonOptions options, Path routes) throws Exception {
        Main main = configured(options.layers(), routes, false);
        return byHand(main, main::start);
    }

    private static App byHand(Main main, Start start) throws Exception {
        main.setShutdownStrategy(new SimpleMainShutdownStrategy()); // the usual one would wait, and stop nothing
        start.run();
        App app = new App(main);
        Runtime.getRuntime().addShutdownHook(app.atExit);
        return app;
    }

    /** Loads the routes and runs their schedules until the process is told to stop. */
    static void runSchedules(CommonOptions options) throws Exception {
        begin(configured(options, true)::run, options);
    }

    /** What starts Camel. */
    private interface Start {
        void run() throws Exception;
    }

    /** Camel tells the first word that it doesn't know, and stops; then all of them are told. */
    private static void begin(Start start, CommonOptions options) throws Exception {
        try {
            start.run();
        } catch (Exception e) {
            PropertyLayers layers = options.layers();
            Checks.requireAll(options.routes(layers), layers);
            throw e;
        }
    }

    private static Main configured(CommonOptions options, boolean schedules) {
        PropertyLayers layers = options.layers();
        Path routes = options.routes(layers);
        requireFolder(routes);
        Main main = configured(layers, routes, schedules);
        main.addMainListener(new CheckBeforeStart(CompletableFuture.supplyAsync(() -> Checks.require(routes, layers))));
        return main;
    }

    private static Main configured(PropertyLayers layers, Path routes, boolean schedules) {
        Main main = new Main();
        main.setPropertyPlaceholderLocations("false");
        if (!schedules) {
            withoutScheduler(main);
        }
        // so that camel.ssl.* are enough for a private authority or a client certificate
        main.addInitialProperty("camel.component.https.use-global-ssl-context-parameters", "true");
        main.configure()
                .withRoutesIncludePattern("file:" + routes + "/*.yaml")
                .withAutoConfigurationLogSummary(false)
                .withName("qanat");
        main.addMainListener(new PropertySetup(layers));
        return main;
    }

    /**
     * Nothing fires, so Quartz keeps its triggers in memory, out of a cluster's tables, and has no threads: it would wait up to
     * 500 ms for the idle ones to end.
     */
    private static void withoutScheduler(Main main) {
        main.addInitialProperty("camel.component.quartz.auto-start-scheduler", "false");
        main.addInitialProperty("camel.component.quartz.enable-jmx", "false");
        main.addInitialProperty(
                "camel.component.quartz.properties[org.quartz.threadPool.class]", ZeroSizeThreadPool.class.getName());
        main.addInitialProperty(
                "camel.component.quartz.properties[org.quartz.jobStore.class]", RAMJobStore.class.getName());
    }

    private static void requireFolder(Path routes) {
        if (!Files.isDirectory(routes)) {
            throw new SettingsException("settings", "--routes", routes + " is not a folder");
        }
    }

    /** The pulls of the routes. */
    Pulls pulls() {
        return Pulls.of(context());
    }

    CamelContext context() {
        return main.getCamelContext();
    }

    /** Whether the process was told to stop: nothing more is to be begun. */
    boolean stopping() {
        return stopping;
    }

    private void stopGracefully() {
        stopping = true;
        main.stop();
        try {
            closed.await(LONGEST_STOP_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // somebody wants it to end at once
        }
    }

    @Override
    public void close() {
        main.stop();
        closed.countDown();
        forgetAtExit();
    }

    /** Many of these may be opened in one process, though not by the program itself. */
    private void forgetAtExit() {
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException e) {
            LOG.debug("the process is ending", e);
        }
    }

    /** Has the route files checked by another thread while Camel reads them; none of their routes starts before that is done. */
    private static final class CheckBeforeStart extends MainListenerSupport {
        private final CompletableFuture<List<Finding>> check;

        CheckBeforeStart(CompletableFuture<List<Finding>> check) {
            this.check = check;
        }

        @Override
        public void afterConfigure(BaseMainSupport main) {
            try {
                check.join().forEach(warning -> LOG.warn("{}: {}", warning.place(), warning.text()));
            } catch (CompletionException e) {
                throw e.getCause() instanceof CheckFailedException mistakes ? mistakes : e;
            }
        }
    }

    /** Puts our order of settings in the place of Camel's, before any placeholder is read. */
    private static final class PropertySetup extends MainListenerSupport {
        private final PropertyLayers layers;

        PropertySetup(PropertyLayers layers) {
            this.layers = layers;
        }

        @Override
        public void beforeInitialize(BaseMainSupport main) {
            PropertiesComponent properties = main.getCamelContext().getPropertiesComponent();
            properties.addPropertiesSource(layers);
            org.apache.camel.component.properties.PropertiesComponent component =
                    (org.apache.camel.component.properties.PropertiesComponent) properties;
            component.setEnvironmentVariableMode(
                    org.apache.camel.component.properties.PropertiesComponent.ENVIRONMENT_VARIABLES_MODE_NEVER);
            component.setSystemPropertiesMode(
                    org.apache.camel.component.properties.PropertiesComponent.SYSTEM_PROPERTIES_MODE_NEVER);
        }
    }
}
