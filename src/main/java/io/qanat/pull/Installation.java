package io.qanat.pull;

import io.qanat.api.Apis;
import io.qanat.api.SentHeaders;
import io.qanat.page.PageConverters;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.Predicate;
import org.apache.camel.Processor;
import org.apache.camel.VetoCamelContextStartException;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.builder.RouteBuilderLifecycleStrategy;
import org.apache.camel.builder.ThreadPoolProfileBuilder;
import org.apache.camel.component.quartz.QuartzComponent;
import org.apache.camel.model.Model;
import org.apache.camel.processor.errorhandler.RedeliveryPolicy;
import org.apache.camel.spi.Registry;
import org.apache.camel.spi.ThreadPoolProfile;
import org.apache.camel.support.LifecycleStrategySupport;
import org.apache.camel.support.PluginHelper;

/**
 * Puts what pulls need into a context, once: before its first route is made, or at the latest when it is initialised. Then
 * watches over parameters and shutdown.
 *
 * <p>The files stand outside of {@code classpath:camel/}, where Camel Main looks by default: it would load them twice, and a
 * host's own {@code routesIncludePattern} not at all.
 */
final class Installation extends LifecycleStrategySupport implements RouteBuilderLifecycleStrategy {
    private static final List<String> ROUTES =
            List.of("classpath:qanat/api.camel.yaml", "classpath:qanat/call.camel.yaml");

    private final AtomicBoolean begun = new AtomicBoolean();
    private final CamelContext context;
    private final Pulls pulls;
    private final Apis apis;

    Installation(CamelContext context, Pulls pulls, Apis apis) {
        this.context = context;
        this.pulls = pulls;
        this.apis = apis;
    }

    @Override
    public void beforeConfigure(RouteBuilder builder) {
        install();
    }

    @Override
    public void afterConfigure(RouteBuilder builder) {
        apis.folders().note(builder, context);
    }

    @Override
    public void onContextInitializing(CamelContext initializing) {
        install();
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

    /** Also of a context that was stopped before. */
    @Override
    public void onContextStarting(CamelContext starting) {
        apis.start();
    }

    @Override
    public void onContextStopping(CamelContext stopping) {
        pulls.stop();
        apis.stop();
    }

    /** What was interrupted goes on at once, where schedules run; it need not wait for the next firing. */
    @Override
    public void onContextStarted(CamelContext started) {
        if (started.hasComponent("quartz") instanceof QuartzComponent quartz && quartz.isAutoStartScheduler()) {
            pulls.recovery().resumeInterrupted();
        }
    }

    @Override
    public void onContextStopped(CamelContext stopped) {
        pulls.close();
    }

    /** Its own files make routes as well, and so come here again. */
    private void install() {
        if (begun.compareAndSet(false, true)) {
            bindBeans(context.getRegistry());
            context.getExecutorServiceManager().registerThreadPoolProfile(pages());
            Functions.all().forEach(context.getPropertiesComponent()::addPropertiesFunction);
            Functions.missingVaults().stream()
                    .filter(function -> !context.getPropertiesComponent().hasPropertiesFunction(function.getName()))
                    .forEach(context.getPropertiesComponent()::addPropertiesFunction);
            context.getTypeConverterRegistry().addTypeConverters(PageConverters.class);
            ROUTES.forEach(this::loadRoutes);
            context.getCamelContextExtension()
                    .getContextPlugin(Model.class)
                    .addRouteTemplateDefinitionConverter(
                            "api", (in, parameters) -> DeclaredParameters.checkTemplate(context, in, parameters));
        }
    }

    /** A thread for each call that is under way; each slice of a run bounds how many it has. */
    private static ThreadPoolProfile pages() {
        return new ThreadPoolProfileBuilder("qanat-pages")
                .poolSize(1)
                .allowCoreThreadTimeOut(true)
                .maxPoolSize(Integer.MAX_VALUE)
                .maxQueueSize(0)
                .build();
    }

    private void bindBeans(Registry registry) {
        Retries retries = new Retries(context);
        registry.bind("qanatRetryPolicy", RedeliveryPolicy.class, Retries.policy());
        registry.bind("qanatRetries", retries);
        registry.bind("qanatFailedCall", Processor.class, (Processor) retries::occurred);
        registry.bind("qanatAttempt", Processor.class, (Processor) retries::announce);
        registry.bind("qanatNotExhausted", Processor.class, (Processor) Retries::notExhausted);
        registry.bind("qanatCalls", Processor.class, (Processor) CallSeries::opened);
        registry.bind("qanatNextCall", Predicate.class, (Predicate) CallSeries::more);
        registry.bind("qanatCallBegins", Processor.class, (Processor) CallSeries::begin);
        registry.bind("qanatCallFailed", Processor.class, (Processor) Answers::failed);
        registry.bind("qanatAnswer", Processor.class, (Processor) Answers::take);
        registry.bind("qanatHeaders", new SentHeaders());
    }

    private void loadRoutes(String location) {
        try {
            PluginHelper.getRoutesLoader(context)
                    .loadRoutes(PluginHelper.getResourceLoader(context).resolveResource(location));
        } catch (Exception e) {
            throw new IllegalStateException(location + " of Qanat's own jar can't be loaded", e);
        }
    }
}
