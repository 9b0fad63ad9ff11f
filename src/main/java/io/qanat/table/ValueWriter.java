package io.qanat.table;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/** Puts the values at one place of the records into the columns there. Not thread-safe. */
abstract class ValueWriter {

    /**
     * Writes a value that isn't null.
     *
     * @param parser at the value's first token; afterwards at its last, unless the value doesn't fit
     * @param repetition the level at which it repeats
     * @return whether it fits; if not, what was written of it must be taken back
     * @throws IOException if it is no JSON
     */
    abstract boolean write(JsonParser parser, JsonToken token, int repetition) throws IOException;

    /** Writes that nothing is there; the level tells how much of the path above is. */
    abstract void writeNull(int repetition, int definition);
}
