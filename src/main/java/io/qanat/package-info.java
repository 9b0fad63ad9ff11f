/** The main class. */
@NullMarked
package io.qanat;

import org.jspecify.annotations.NullMarked;
