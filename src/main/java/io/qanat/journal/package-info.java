/** The pages of a run that isn't published yet, durable, so that a run that was interrupted goes on where it was. */
@NullMarked
package io.qanat.journal;

import org.jspecify.annotations.NullMarked;
