package io.qanat.pull;

import io.qanat.api.Apis;
import io.qanat.settings.Declared;
import io.qanat.settings.Names;
import io.qanat.settings.Problem;
import io.qanat.settings.SettingsException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.VetoCamelContextStartException;
import org.apache.camel.component.kamelet.KameletEndpoint;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.RouteTemplateDefinition;
import org.apache.camel.util.StringHelper;

/** Refuses parameters that the template and the Kamelet don't declare: Camel takes a misspelt one without a word. */
final class DeclaredParameters {
    /** What Camel itself adds to the parameters. */
    private static final Set<String> CAMELS = Set.of(
            "templateId",
            "routeId",
            "uuid",
            "noErrorHandler",
            "bridgeErrorHandler",
            "parentRouteId",
            "parentProcessorId");

    private DeclaredParameters() {}

    /**
     * A {@link RouteTemplateDefinition.Converter} for template {@code api}: the only place that sees all its parameters, with
     * their placeholders.
     */
    static RouteDefinition checkTemplate(
            CamelContext context, RouteTemplateDefinition in, Map<String, Object> parameters) throws Exception {
        note(context, parameters);
        check(
                "api " + parameters.get("name"),
                parameters.keySet(),
                Declared.api().keySet());
        return RouteTemplateDefinition.Converter.DEFAULT_CONVERTER.apply(in, parameters);
    }

    private static void note(CamelContext context, Map<String, Object> parameters) {
        Map<String, String> written = new HashMap<>();
        parameters.forEach((name, value) -> written.put(StringHelper.dashToCamelCase(name), String.valueOf(value)));
        Apis.of(context).note(context.resolvePropertyPlaceholders(written.getOrDefault("name", "")), written);
    }

    /** Checks the endpoints of Kamelet {@code api-pull}, before their routes are made. */
    static void checkKamelets(CamelContext context) throws VetoCamelContextStartException {
        try {
            context.getEndpoints().stream().forEach(DeclaredParameters::checkKamelet);
        } catch (SettingsException e) {
            throw new VetoCamelContextStartException(e.getMessage(), e, context, true);
        }
    }

    /** Checks an endpoint, if it is one of Kamelet {@code api-pull}. */
    static void checkKamelet(Endpoint endpoint) {
        if (endpoint instanceof KameletEndpoint kamelet
                && kamelet.getTemplateId().equals("api-pull")) {
            check(
                    "pull of " + kamelet.getKameletProperties().get("path"),
                    kamelet.getKameletProperties().keySet(),
                    Declared.pull().keySet());
        }
    }

    private static void check(String subject, Collection<String> given, Collection<String> declared) {
        List<Problem> problems = given.stream()
                .map(StringHelper::dashToCamelCase)
                .distinct()
                .filter(name -> !declared.contains(name) && !CAMELS.contains(name))
                .map(name -> new Problem(subject, name, "is not a parameter" + Names.didYouMean(name, declared)))
                .toList();
        if (!problems.isEmpty()) {
            throw new SettingsException(problems);
        }
    }
}
