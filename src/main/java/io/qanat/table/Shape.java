package io.qanat.table;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;

/**
 * Puts values together again from the entries of their columns: the assembly of the Dremel paper, without its automaton. All
 * of a shape's columns stand at the same place of the same record. Not thread-safe.
 */
abstract class Shape {
    /** Whether nothing is here; then {@link #skip} goes on. */
    abstract boolean isNull();

    /** Passes over what is null. */
    abstract void skip();

    /** Writes what is here, which isn't null, as JSON, and goes on. */
    abstract void write(JsonGenerator out) throws IOException;

    /** The column that tells what is here. */
    abstract LeafCursor first();
}
