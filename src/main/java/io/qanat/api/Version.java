package io.qanat.api;

import org.jspecify.annotations.Nullable;

/** The program's version, from its jar's manifest ({@code Implementation-Version}); {@code dev} outside a jar. */
final class Version {
    static final String USER_AGENT = "qanat/" + of(Version.class.getPackage().getImplementationVersion());

    private Version() {}

    static String of(@Nullable String implementationVersion) {
        return implementationVersion == null ? "dev" : implementationVersion;
    }
}
