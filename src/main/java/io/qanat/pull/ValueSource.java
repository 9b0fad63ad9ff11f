package io.qanat.pull;

import com.fasterxml.jackson.core.JsonPointer;
import java.io.IOException;
import java.util.function.Consumer;

/**
 * Gives the values that another pull has published, for {@code forEach}. A Camel component implements it for what is written
 * with its own scheme, such as {@code table:customers#/id}. Thread-safe.
 */
public interface ValueSource {

    /**
     * Hands over the field's value of every record that has one, in their order.
     *
     * @param place what stands between the scheme and the field
     * @throws IOException if there is nothing published by that name, it has no such field, or it can't be read; the message
     *     says which
     */
    void values(String place, JsonPointer field, Consumer<Object> values) throws IOException;
}
