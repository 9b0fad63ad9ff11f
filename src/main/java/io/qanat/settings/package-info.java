/** Text values of routes and property files, read once into checked, immutable ones. */
@NullMarked
package io.qanat.settings;

import org.jspecify.annotations.NullMarked;
