/** What is remembered of pulls between their runs, in files or in a database. */
@NullMarked
package io.qanat.state;

import org.jspecify.annotations.NullMarked;
