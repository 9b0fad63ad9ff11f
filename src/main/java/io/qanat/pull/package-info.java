/** A run of a pull: its pages, its sinks, its end. */
@NullMarked
package io.qanat.pull;

import org.jspecify.annotations.NullMarked;
