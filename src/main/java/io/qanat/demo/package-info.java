/** The embedded shop API of the demo and the tests. */
@NullMarked
package io.qanat.demo;

import org.jspecify.annotations.NullMarked;
