package io.qanat.pull;

import io.qanat.api.Apis;
import io.qanat.api.SentHeaders;
import io.qanat.page.PageConverters;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.Processor;
import org.apache.camel.VetoCamelContextStartException;
import org.apache.camel.model.Model;
import org.apache.camel.processor.errorhandler.RedeliveryPolicy;
import org.apache.camel.spi.ContextServicePlugin;
import org.apache.camel.support.LifecycleStrategySupport;
import org.apache.camel.support.PluginHelper;

/**
 * Sets Qanat up in any Camel context that has its jar: the route template, the registries, the functions and the check of
 * parameters. A host's own {@code routesIncludePattern} would hide a template in {@code classpath:camel/}, so it is loaded
 * here. Nothing of it starts by itself.
 */
public final class QanatPlugin implements ContextServicePlugin {
    private static final List<String> ROUTES =
            List.of("classpath:camel/api.camel.yaml", "classpath:camel/call.camel.yaml");

    @Override
    public void load(CamelContext context) {
        Pulls pulls = new Pulls(context);
        Apis apis = new Apis();
        context.getCamelContextExtension().addContextPlugin(Pulls.class, pulls);
        context.getCamelContextExtension().addContextPlugin(Apis.class, apis);
        context.getRegistry().bind("qanatRetryPolicy", RedeliveryPolicy.class, Retries.policy());
        Retries retries = new Retries(context);
        context.getRegistry().bind("qanatRetries", retries);
        context.getRegistry().bind("qanatFailedCall", Processor.class, (Processor) retries::occurred);
        context.getRegistry().bind("qanatAnswer", Processor.class, (Processor) Answers::take);
        context.getRegistry().bind("qanatNotExhausted", Processor.class, (Processor) Retries::notExhausted);
        context.getRegistry().bind("qanatHeaders", new SentHeaders());
        Functions.all().forEach(context.getPropertiesComponent()::addPropertiesFunction);
        context.addLifecycleStrategy(new LifecycleStrategySupport() {
            @Override
            public void onContextInitializing(CamelContext initializing) {
                loadRoutes(initializing);
            }

            @Override
            public void onContextInitialized(CamelContext initialized) throws VetoCamelContextStartException {
                DeclaredParameters.checkKamelets(initialized);
            }

            /** Of a route that is added later. */
            @Override
            public void onEndpointAdd(Endpoint endpoint) {
                if (context.isStarted()) {
                    DeclaredParameters.checkKamelet(endpoint);
                }
            }

            @Override
            public void onContextStopping(CamelContext stopping) {
                pulls.stop();
                apis.stop();
            }
        });
        context.getTypeConverterRegistry().addTypeConverters(PageConverters.class);
        loadRoutes(context);
    }

    /**
     * Loads template and route, unless they are there. A context made by {@code new DefaultCamelContext()} calls this plugin
     * within its superclass's constructor and forgets the model made so early, so this is done again when it is initialised.
     */
    private static void loadRoutes(CamelContext context) {
        Model model = context.getCamelContextExtension().getContextPlugin(Model.class);
        if (model.getRouteTemplateDefinition("api") == null) {
            ROUTES.forEach(location -> load(context, location));
            model.addRouteTemplateDefinitionConverter("api", DeclaredParameters::checkTemplate);
        }
    }

    private static void load(CamelContext context, String location) {
        try {
            PluginHelper.getRoutesLoader(context)
                    .loadRoutes(PluginHelper.getResourceLoader(context).resolveResource(location));
        } catch (Exception e) {
            throw new IllegalStateException(location + " of Qanat's own jar can't be loaded", e);
        }
    }
}
