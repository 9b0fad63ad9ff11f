/** Changes on a disk, step by step. */
@NullMarked
package io.qanat.disk;

import org.jspecify.annotations.NullMarked;
