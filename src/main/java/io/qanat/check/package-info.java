/** The check of route files and settings before anything is pulled. */
@NullMarked
package io.qanat.check;

import org.jspecify.annotations.NullMarked;
