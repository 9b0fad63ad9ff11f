package io.qanat.settings;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Camel's placeholder functions that ask somebody else for a value, such as {@code {{hashicorp:secret:shop#token}}}, and the
 * components that have them, which are no part of the program. Without its component Camel takes such a placeholder for a
 * property with a default, and sends the default as the secret.
 */
public final class Vaults {
    /** Where a component says which functions it has. */
    private static final String PLACE = "META-INF/services/org/apache/camel/properties-function/";

    private static final Map<String, String> COMPONENTS = Map.of(
            "hashicorp", "camel-hashicorp-vault",
            "aws", "camel-aws-secrets-manager",
            "azure", "camel-azure-key-vault",
            "gcp", "camel-google-secret-manager",
            "ibm", "camel-ibm-secrets-manager",
            "cyberark", "camel-cyberark-vault",
            "secret", "camel-kubernetes",
            "configmap", "camel-kubernetes");

    private Vaults() {}

    /** The names of all such functions. */
    public static Set<String> functions() {
        return COMPONENTS.keySet();
    }

    /** What a user has to do before a function can be used; nothing if its component is there, or if there is no such function. */
    public static Optional<String> missing(String function) {
        return Optional.ofNullable(COMPONENTS.get(function))
                .filter(component -> Vaults.class.getClassLoader().getResource(PLACE + function) == null)
                .map(component -> "{{" + function + ":…}} needs " + component
                        + ", which isn't there: put it and what it needs into lib/, as docs/how-to/secrets.md says");
    }
}
