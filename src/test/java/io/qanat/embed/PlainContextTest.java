package io.qanat.embed;

import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.Test;

/** In a Camel context that somebody makes by hand. */
class PlainContextTest {

    @Test
    void a_plain_context_pulls_by_its_own_routes() throws Exception {
        DefaultCamelContext context = new DefaultCamelContext();
        try (Guest guest = new Guest()) {
            add(context, guest);
            context.start();

            guest.requirePull(context);
            guest.requireOwnCalls(context);
        } finally {
            context.stop();
        }
    }

    @Test
    void two_contexts_in_one_process_pull_apart_from_each_other() throws Exception {
        DefaultCamelContext one = new DefaultCamelContext();
        DefaultCamelContext other = new DefaultCamelContext();
        try (Guest first = new Guest();
                Guest second = new Guest()) {
            add(one, first);
            add(other, second);
            one.start();
            other.start();

            first.requirePull(one);
            second.requirePull(other);
        } finally {
            one.stop();
            other.stop();
        }
    }

    @Test
    void a_plain_context_pulls_by_a_route_file() throws Exception {
        DefaultCamelContext context = new DefaultCamelContext();
        try (Guest guest = new Guest()) {
            context.getRegistry().bind("collected", guest.collected);
            PluginHelper.getRoutesLoader(context)
                    .loadRoutes(ResourceHelper.fromString("shop.yaml", HostRoutes.yaml(guest.shop)));
            context.start();

            guest.requirePull(context);
        } finally {
            context.stop();
        }
    }

    @Test
    void routes_may_come_after_the_start() throws Exception {
        DefaultCamelContext context = new DefaultCamelContext();
        try (Guest guest = new Guest()) {
            context.start();
            add(context, guest);

            guest.requirePull(context);
        } finally {
            context.stop();
        }
    }

    /** Two calls, as Camel wants it for a builder that has both kinds of routes. */
    private static void add(DefaultCamelContext context, Guest guest) throws Exception {
        HostRoutes routes = guest.routes();
        context.addRoutes(routes);
        context.addTemplatedRoutes(routes);
    }
}
