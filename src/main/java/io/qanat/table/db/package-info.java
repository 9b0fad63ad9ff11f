/** Tables in a database: PostgreSQL and DuckDB. Knows nothing of how rows come about. */
@NullMarked
package io.qanat.table.db;

import org.jspecify.annotations.NullMarked;
