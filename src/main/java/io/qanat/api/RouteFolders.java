package io.qanat.api;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.model.TemplatedRouteParameterDefinition;
import org.apache.camel.spi.Resource;
import org.jspecify.annotations.Nullable;

/**
 * Where the files lie that hold APIs and pulls: a {@code file:NAME} in their parameters is looked up there. Camel tells the
 * beans of a template only the template's own place, so it is noted when a file is loaded. Thread-safe.
 */
public final class RouteFolders {
    private static final String FILE = "file:";

    private final Map<String, Path> apis = new ConcurrentHashMap<>();
    private final Map<String, Path> pulls = new ConcurrentHashMap<>();

    RouteFolders() {}

    /** The folder of the route file that makes that API; null if it came from no file. */
    public @Nullable Path ofApi(String name) {
        return apis.get(name);
    }

    /** The folder of the route file with the route of that id; null if it came from no file. */
    public @Nullable Path ofPull(String routeId) {
        return pulls.get(routeId);
    }

    /** Called when a file has been read, before anything is made of it. */
    public void note(RouteBuilder file, CamelContext context) {
        Path folder = folder(file.getResource());
        if (folder == null) {
            return;
        }
        file.getTemplatedRouteCollection().getTemplatedRoutes().stream()
                .filter(route -> "api".equals(route.getRouteTemplateRef()))
                .flatMap(route -> route.getParameters().stream())
                .filter(parameter -> "name".equals(parameter.getName()))
                .map(TemplatedRouteParameterDefinition::getValue)
                .forEach(name -> apis.put(context.resolvePropertyPlaceholders(name), folder));
        file.getRouteCollection().getRoutes().stream()
                .filter(route -> route.getRouteId() != null)
                .forEach(route -> pulls.put(route.getRouteId(), folder));
    }

    private static @Nullable Path folder(@Nullable Resource resource) {
        String location = resource == null ? "" : resource.getLocation();
        if (!location.startsWith(FILE)) {
            return null;
        }
        return Path.of(location.substring(FILE.length())).toAbsolutePath().getParent();
    }
}
