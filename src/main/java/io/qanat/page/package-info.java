/** A page of records, and how to find the next one. */
@NullMarked
package io.qanat.page;

import org.jspecify.annotations.NullMarked;
