package io.qanat.check;

import io.qanat.api.Origin;
import io.qanat.api.Secrets;
import io.qanat.check.Declaration.Kind;
import io.qanat.check.Declaration.Written;
import io.qanat.settings.NameValue;
import io.qanat.settings.Parameters;
import io.qanat.settings.Problem;
import io.qanat.settings.PropertyLayers;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Tells secrets that are written where others read them (requirement S3): a warning, and in the profile {@code prod} an
 * error. What an API on this machine wants, as the demo's, is none.
 */
final class SecretCheck {
    /** The parameters of the template that are secrets. */
    private static final Set<String> OF_API =
            Set.of("token", "password", "apiKey", "clientSecret", "refreshToken", "loginBody");

    private static final Set<String> OF_TABLE = Set.of("password");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{\\??([\\w.-]+)(?::[^{}]*)?}}");
    private static final Pattern LOCAL = Pattern.compile("https?://(localhost|127\\.|\\[::1]).*");

    private final PropertyLayers layers;
    private final Findings findings;
    private final Severity severity;

    SecretCheck(PropertyLayers layers, Findings findings) {
        this.layers = layers;
        this.findings = findings;
        this.severity = prod(layers) ? Severity.ERROR : Severity.WARNING;
    }

    /** Whether Camel's profile is the one for real operation. */
    static boolean prod(PropertyLayers layers) {
        return "prod".equals(layers.getProperty("camel.main.profile"));
    }

    /** Settings of ours and Camel's own that are secrets by their names. */
    void checkSettings() {
        layers.fileNames().stream()
                .filter(name -> name.startsWith("qanat.") || name.startsWith("camel."))
                .filter(Secrets::named)
                .forEach(this::checkSetting);
        layers.envFile()
                .filter(file -> prod(layers))
                .ifPresent(
                        file -> findings.add(
                                file,
                                0,
                                Severity.WARNING,
                                new Problem(
                                        "settings",
                                        ".env",
                                        "is read in the profile prod: give secrets by the environment, or by a vault's function")));
    }

    void check(Declaration found) {
        if (found.kind() == Kind.API && local(found)) {
            return;
        }
        found.parameters().forEach((name, written) -> {
            if (secrets(found.kind()).contains(name)) {
                checkWritten(found, name, written);
            } else if (name.equals("headers") || (found.kind() == Kind.PULL && name.equals("query"))) {
                checkPairs(found, name, written);
            }
        });
    }

    private static Set<String> secrets(Kind kind) {
        return kind == Kind.API ? OF_API : kind == Kind.TABLE ? OF_TABLE : Set.of();
    }

    private boolean local(Declaration api) {
        String url = Filled.of(api, ParameterCheck.declared(Kind.API), layers).known("url");
        return LOCAL.matcher(url).matches();
    }

    private void checkWritten(Declaration found, String name, Written written) {
        if (written.value().startsWith("file:")) {
            return;
        }
        if (written.literal()) {
            tellLiteral(found, name, written.line(), found.subject());
        }
        placeholders(written);
    }

    private void checkPairs(Declaration found, String name, Written written) {
        List<NameValue> pairs = new Parameters("", Map.of(name, written.value())).pairs(name);
        for (NameValue pair : pairs) {
            if (Secrets.named(pair.name())) {
                checkWritten(found, name, new Written(pair.value(), written.line(), true));
            }
        }
    }

    private void tellLiteral(Declaration found, String name, int line, String subject) {
        String setting = (found.name().isEmpty() ? "my" : found.name()) + "." + (name.equals("headers") ? "key" : name);
        findings.add(
                found.file(),
                line,
                severity,
                new Problem(
                        subject,
                        name,
                        "a secret is written in the route file: write {{" + setting + "}}, and its value as "
                                + PropertyLayers.variable(setting) + " into .env or the environment"));
    }

    private void placeholders(Written written) {
        Matcher matcher = PLACEHOLDER.matcher(written.value());
        while (matcher.find()) {
            checkSetting(matcher.group(1));
        }
    }

    private void checkSetting(String name) {
        String value = layers.getProperty(name);
        if (layers.fromFile(name) && value != null && !value.isEmpty() && !value.contains("{{")) {
            PropertyLayers.Line line = layers.line(name);
            findings.add(
                    line.file(),
                    line.number(),
                    severity,
                    new Problem(
                            "settings",
                            name,
                            "a secret is written in the properties file: write it as " + PropertyLayers.variable(name)
                                    + " into .env or the environment"));
        }
    }

    /** Whether a URL's host is another machine, so that what is sent can be read on the way. */
    static boolean open(String url) {
        try {
            Origin origin = Origin.of(URI.create(url));
            return !origin.secure() && !origin.local();
        } catch (IllegalArgumentException e) {
            return false; // told by who reads it as a URL
        }
    }
}
