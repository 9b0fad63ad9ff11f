/** A bucket of an S3 store as {@code table:} needs it: whole objects, copied and replaced under conditions. */
@NullMarked
package io.qanat.table.s3;

import org.jspecify.annotations.NullMarked;
