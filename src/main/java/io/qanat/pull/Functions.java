package io.qanat.pull;

import io.qanat.api.Rate;
import io.qanat.api.Transport;
import io.qanat.settings.SettingsException;
import io.qanat.settings.Units;
import io.qanat.settings.Vaults;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.apache.camel.spi.PropertiesFunction;
import org.jspecify.annotations.Nullable;

/**
 * Functions for placeholders that turn what an integrator writes into what an EIP or endpoint takes, so that the EIP stays
 * visible in the YAML: {@code {{qanat-period:90/60s}}} is 60000. A text that is wrong gives a harmless value: the beans of
 * template and Kamelet read the same parameters and tell the mistake.
 */
final class Functions {
    private static final String NO_LIMIT = "off";

    /** A rate that never holds anybody up, for the throttle that can't be taken out: a million a second. */
    private static final Rate UNLIMITED = new Rate(1_000, Duration.ofMillis(1));

    private Functions() {}

    static List<PropertiesFunction> all() {
        return List.of(
                new Named("qanat-cron", Functions::cron),
                new Named("qanat-interval", Functions::interval),
                new Named("qanat-requests", text -> String.valueOf(rate(text).requests())),
                new Named(
                        "qanat-period",
                        text -> String.valueOf(rate(text).period().toMillis())),
                new Named("qanat-millis", Functions::millis),
                new Named("qanat-name", Functions::name),
                new Named("qanat-bean", text -> text.isBlank() ? null : "#" + name(text)),
                new Named("qanat-host", Functions::proxyHost),
                new Named("qanat-port", Functions::proxyPort),
                new Named("qanat-scheme", text -> proxyHost(text) == null ? null : "http"));
    }

    /** In the place of vaults' functions whose component isn't there: each says so. */
    static List<PropertiesFunction> missingVaults() {
        return Vaults.functions().stream()
                .filter(function -> Vaults.missing(function).isPresent())
                .<PropertiesFunction>map(function -> new Named(function, text -> refuse(function)))
                .toList();
    }

    private static String refuse(String function) {
        throw new SettingsException(
                "settings", "placeholder", Vaults.missing(function).orElse(function + " can't be asked"));
    }

    private static @Nullable String cron(String cronAndEvery) {
        int semicolon = cronAndEvery.lastIndexOf(';');
        return Schedule.of(cronAndEvery.substring(0, semicolon), cronAndEvery.substring(semicolon + 1))
                .trigger();
    }

    private static @Nullable String interval(String every) {
        Duration interval = Schedule.of("", every).every();
        return interval == null ? null : String.valueOf(interval.toMillis());
    }

    /** The first of the limits; the quota keeps all of them. */
    private static Rate rate(String text) {
        if (text.isBlank()) {
            return Rate.DEFAULT;
        }
        try {
            return text.strip().equals(NO_LIMIT) ? UNLIMITED : Rate.parse(text.split(",", 2)[0]);
        } catch (IllegalArgumentException e) {
            return Rate.DEFAULT;
        }
    }

    private static String millis(String duration) {
        try {
            return String.valueOf(Units.duration(duration).toMillis());
        } catch (IllegalArgumentException e) {
            return "1000";
        }
    }

    /** A bean's name without its #, at which Camel would put the bean itself in its place. */
    private static String name(String bean) {
        String given = bean.strip();
        return given.startsWith("#") ? given.substring(1) : given;
    }

    private static @Nullable String proxyHost(String url) {
        URI proxy = proxy(url);
        return proxy == null ? null : proxy.getHost();
    }

    private static @Nullable String proxyPort(String url) {
        URI proxy = proxy(url);
        return proxy == null ? null : String.valueOf(proxy.getPort());
    }

    private static @Nullable URI proxy(String url) {
        try {
            return url.isBlank() ? null : Transport.proxy(url.strip());
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private record Named(String name, Function<String, @Nullable String> function) implements PropertiesFunction {
        @Override
        public String getName() {
            return name;
        }

        @Override
        public @Nullable String apply(String remainder) {
            return function.apply(remainder);
        }

        /** No value takes the endpoint's option away. */
        @Override
        public boolean optional(String remainder) {
            return true;
        }
    }
}
