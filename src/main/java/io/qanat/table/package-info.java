/** The Camel component {@code table:}: schema, one writer per format, publishing. */
@NullMarked
package io.qanat.table;

import org.jspecify.annotations.NullMarked;
