package io.qanat.cli;

import io.qanat.check.DeclaredPulls;
import io.qanat.settings.Names;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** The pulls that a command may name without starting them: those of the route files, and those that left something. */
record KnownPulls(Set<String> names) {

    static KnownPulls of(DeclaredPulls declared, Set<String> remembered) {
        Set<String> all = new TreeSet<>(declared.names());
        all.addAll(remembered);
        return new KnownPulls(all);
    }

    /**
     * Throws if one of the names isn't known.
     *
     * @throws ParameterException with the nearest name and all there are
     */
    void require(Collection<String> wanted, CommandSpec spec) {
        for (String name : wanted) {
            if (!names.contains(name)) {
                throw new ParameterException(
                        spec.commandLine(),
                        "there is no pull " + name + Names.didYouMean(name, names)
                                + (names.isEmpty()
                                        ? ": no route file declares one, and none has run"
                                        : " (pulls: " + String.join(", ", names) + ")"));
            }
        }
    }
}
