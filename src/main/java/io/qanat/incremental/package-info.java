/** Asking only for what is new: where the last run came to, the bounds of the next, and what was published already. */
@NullMarked
package io.qanat.incremental;

import org.jspecify.annotations.NullMarked;
