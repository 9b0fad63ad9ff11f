package io.qanat.pull;

import io.qanat.api.Apis;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilderLifecycleStrategy;
import org.apache.camel.spi.ContextServicePlugin;

/**
 * Sets Qanat up in any Camel context that has its jar: the route template, the registries, the functions and the check of
 * parameters. Nothing of it starts by itself.
 *
 * <p>Camel calls it so early that much isn't there yet: {@code new DefaultCamelContext()} does from within its superclass's
 * constructor, without a model; Spring Boot has no beans, and replaces the properties component afterwards. So the most of it
 * waits until the first route is made.
 */
public final class QanatPlugin implements ContextServicePlugin {
    @Override
    public void load(CamelContext context) {
        Pulls pulls = new Pulls(context);
        Apis apis = new Apis();
        context.getCamelContextExtension().addContextPlugin(Pulls.class, pulls);
        context.getCamelContextExtension().addContextPlugin(Apis.class, apis);
        Installation installation = new Installation(context, pulls, apis);
        context.getRegistry().bind("qanatInstallation", RouteBuilderLifecycleStrategy.class, installation);
        context.addLifecycleStrategy(installation);
    }
}
