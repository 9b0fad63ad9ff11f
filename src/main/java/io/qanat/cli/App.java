package io.qanat.cli;

import io.qanat.check.Checks;
import io.qanat.pull.Pulls;
import io.qanat.settings.PropertyLayers;
import io.qanat.settings.SettingsException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.camel.CamelContext;
import org.apache.camel.main.Main;
import org.apache.camel.spi.PropertiesComponent;

/** Camel with the routes of a folder. */
final class App implements AutoCloseable {
    private final Main main;

    private App(Main main) {
        this.main = main;
    }

    /** Loads the routes and starts them; no trigger fires. */
    static App startByHand(CommonOptions options) throws Exception {
        Main main = configured(options, false);
        main.start();
        return new App(main);
    }

    /** Loads the routes and runs their schedules until the process is told to stop. */
    static void runSchedules(CommonOptions options) throws Exception {
        configured(options, true).run();
    }

    private static Main configured(CommonOptions options, boolean schedules) {
        PropertyLayers layers = options.layers();
        Path routes = options.routes(layers);
        requireFolder(routes);
        Checks.require(routes, layers);
        Main main = new Main();
        main.setPropertyPlaceholderLocations("false");
        main.addInitialProperty("camel.component.quartz.auto-start-scheduler", String.valueOf(schedules));
        // so that camel.ssl.* are enough for a private authority or a client certificate
        main.addInitialProperty("camel.component.https.use-global-ssl-context-parameters", "true");
        main.configure()
                .withRoutesIncludePattern("file:" + routes + "/*.yaml")
                .withAutoConfigurationLogSummary(false)
                .withName("qanat");
        main.addMainListener(new PropertySetup(layers));
        return main;
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

    @Override
    public void close() {
        main.stop();
    }

    /** Puts our order of settings in the place of Camel's, before any placeholder is read. */
    private static final class PropertySetup extends org.apache.camel.main.MainListenerSupport {
        private final PropertyLayers layers;

        PropertySetup(PropertyLayers layers) {
            this.layers = layers;
        }

        @Override
        public void beforeInitialize(org.apache.camel.main.BaseMainSupport main) {
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
