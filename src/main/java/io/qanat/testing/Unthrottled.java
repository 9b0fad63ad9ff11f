package io.qanat.testing;

import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.PropertiesComponent;
import org.apache.camel.spi.PropertiesFunction;
import org.jspecify.annotations.Nullable;

/**
 * Camel's Throttler knows no other clock than the computer's: with a test's clock it lets all pass, and the quota before it,
 * which waits by that clock, alone keeps the rate.
 *
 * @param function one of those that give the Throttler its rate
 */
record Unthrottled(PropertiesFunction function) implements PropertiesFunction {
    private static final List<String> RATE = List.of("qanat-requests", "qanat-period");

    /** For all routes that are loaded from now on; Qanat has been set up in the context. */
    static void in(CamelContext context) {
        PropertiesComponent properties = context.getPropertiesComponent();
        for (String name : RATE) {
            PropertiesFunction function = properties.getPropertiesFunction(name);
            if (function == null) {
                throw new IllegalStateException("the context has no function " + name + ": Qanat isn't set up in it");
            }
            properties.addPropertiesFunction(new Unthrottled(function));
        }
    }

    @Override
    public String getName() {
        return function.getName();
    }

    @Override
    public @Nullable String apply(String rate) {
        return function.apply("off");
    }
}
