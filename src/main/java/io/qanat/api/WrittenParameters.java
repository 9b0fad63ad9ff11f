package io.qanat.api;

import io.qanat.settings.Parameters;
import io.qanat.settings.SettingsException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.LoadablePropertiesSource;
import org.jspecify.annotations.Nullable;

/**
 * An API's parameters as the route file has them, with their placeholders, so that credentials can be read again while the
 * program runs (requirement S4). Immutable.
 *
 * @param values the values at start, placeholders filled
 * @param texts what was written, as far as it is known
 * @param folder where names of files begin; null for the current folder
 */
record WrittenParameters(
        Map<String, String> values,
        Map<String, String> texts,
        @Nullable Path folder) {
    /** All that proves who is asking; the others are settled at start. */
    private static final List<String> PROOFS = List.of(
            "token",
            "username",
            "password",
            "apiKey",
            "clientId",
            "clientSecret",
            "refreshToken",
            "loginBody",
            "headers");

    /** The name of {@link io.qanat.settings.PropertyLayers} among a context's sources. */
    private static final String LAYERS = "qanat";

    WrittenParameters {
        values = Map.copyOf(values);
        texts = Map.copyOf(texts);
    }

    /** The settings with the values that it has at start. */
    ApiSettings settings() {
        return ApiSettings.of(new Parameters(subject(), values), folder);
    }

    /**
     * The settings with the credentials as they are now: property files are read again, and vaults asked.
     *
     * @throws SettingsException if one can't be read, or isn't valid; it shows none
     */
    ApiSettings read(CamelContext context) {
        if (context.getPropertiesComponent().getPropertiesSource(LAYERS) instanceof LoadablePropertiesSource files) {
            files.reloadProperties(LAYERS);
        }
        Map<String, String> read = new HashMap<>(values);
        PROOFS.stream()
                .filter(name -> texts.getOrDefault(name, "").contains("{{"))
                .forEach(name -> read.put(name, filled(context, name)));
        return ApiSettings.of(new Parameters(subject(), read), folder);
    }

    private String filled(CamelContext context, String name) {
        try {
            String value = context.resolvePropertyPlaceholders(texts.get(name));
            return value == null ? "" : value;
        } catch (RuntimeException e) {
            throw new SettingsException(subject(), name, "can't be read now: " + reason(e));
        }
    }

    /** What it says, and what is behind it; both name placeholders and vaults, no values. */
    private static String reason(Throwable failure) {
        Throwable last = failure;
        while (last.getCause() != null) {
            last = last.getCause();
        }
        String first = String.valueOf(failure.getMessage());
        String behind = String.valueOf(last.getMessage());
        return first.contains(behind) ? first : first + ": " + behind;
    }

    private String subject() {
        return "api " + values.get("name");
    }
}
