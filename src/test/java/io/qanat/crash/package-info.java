/** Disks that fail or end the process at a step that a test chooses. */
@NullMarked
package io.qanat.crash;

import org.jspecify.annotations.NullMarked;
