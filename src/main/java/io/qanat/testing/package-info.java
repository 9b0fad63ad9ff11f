/**
 * A kit for tests of route files: the pull runs through the real route against a server of this machine, which gives recorded
 * or written answers, and faults where a test wants them; time is a clock that doesn't wait. {@link io.qanat.testing.RouteTest}
 * is where to begin. It needs no test framework, and goes with each.
 */
@NullMarked
package io.qanat.testing;

import org.jspecify.annotations.NullMarked;
