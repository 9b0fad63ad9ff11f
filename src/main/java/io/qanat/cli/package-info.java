/** The commands, one small class each. */
@NullMarked
package io.qanat.cli;

import org.jspecify.annotations.NullMarked;
