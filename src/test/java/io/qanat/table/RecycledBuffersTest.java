package io.qanat.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

@SuppressWarnings("ByteBufferBackingArray") // all of these have one
class RecycledBuffersTest {
    private final RecycledBuffers buffers = new RecycledBuffers();

    @Test
    void a_buffer_that_was_given_back_serves_for_about_the_same_size() {
        ByteBuffer first = buffers.allocate(100_000);
        buffers.release(first);
        assertThat(buffers.allocate(99_000).array()).isSameAs(first.array());
    }

    @Test
    void a_buffer_in_use_is_given_to_nobody_else() {
        assertThat(buffers.allocate(64).array())
                .isNotSameAs(buffers.allocate(64).array());
    }

    @Property
    void a_buffer_has_the_size_that_was_asked_for(@ForAll @IntRange(max = 5_000_000) int size) {
        buffers.release(buffers.allocate(size));
        ByteBuffer again = buffers.allocate(size);
        assertThat(again.remaining()).isEqualTo(size);
        assertThat(again.array().length).isBetween(size, size + size / 8 + 1);
    }

    @Test
    void what_is_kept_is_never_more_than_was_in_use_at_once() {
        Set<byte[]> kept = Collections.newSetFromMap(new IdentityHashMap<>());
        for (int size = 1_000; size < 100_000; size *= 2) {
            ByteBuffer buffer = buffers.allocate(size);
            kept.add(buffer.array());
            buffers.release(buffer);
        }
        List<byte[]> given = new ArrayList<>();
        for (int size = 1_000; size < 100_000; size *= 2) {
            given.add(buffers.allocate(size).array());
        }
        given.removeIf(array -> !kept.contains(array));
        assertThat(given.stream().mapToInt(array -> array.length).sum()).isBetween(1, 70_000);
    }
}
