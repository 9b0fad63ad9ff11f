package io.qanat.demo;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.qanat.page.Json;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.LongStream;

/** The records of one resource that there are now, by number. Thread-safe; readers see a moment's state. */
final class Store {
    /** Every fifth record is written in ASCII, with everything else escaped: both forms are valid JSON. */
    private static final int ASCII_EVERY = 5;

    private static final int ASCII = 127;
    private static final ObjectWriter WRITER =
            Json.MAPPER.writer().without(SerializationFeature.FLUSH_AFTER_WRITE_VALUE);

    private final Resource resource;
    private final Maker maker;
    private final Map<Long, Long> revisions = new ConcurrentHashMap<>();
    private volatile long[] numbers;
    private long lastRevision;

    Store(Resource resource, int size, Maker maker) {
        this.resource = resource;
        this.maker = maker;
        this.numbers =
                LongStream.range(resource.first(), resource.first() + size).toArray();
    }

    /** Ascending; not to be changed. */
    long[] numbers() {
        return numbers;
    }

    boolean has(long number) {
        return Arrays.binarySearch(numbers, number) >= 0;
    }

    synchronized void insert(long number) {
        if (number < 1 || has(number)) {
            throw new IllegalArgumentException(
                    resource.path() + " " + number + ": a new record needs a number from 1 that is not taken");
        }
        numbers = LongStream.concat(Arrays.stream(numbers), LongStream.of(number))
                .sorted()
                .toArray();
        revisions.put(number, ++lastRevision);
    }

    synchronized void delete(long number) {
        requireThere(number);
        numbers = Arrays.stream(numbers).filter(n -> n != number).toArray();
    }

    synchronized void touch(long number) {
        requireThere(number);
        revisions.put(number, ++lastRevision);
    }

    Instant updatedAt(long number) {
        return maker.updatedAt(number, revision(number));
    }

    void write(long number, JsonGenerator out) throws IOException {
        out.setHighestNonEscapedChar(number % ASCII_EVERY == 0 ? ASCII : 0);
        WRITER.writeValue(out, maker.make(number, revision(number)));
    }

    String json(long number) {
        StringWriter text = new StringWriter();
        try (JsonGenerator out = Json.FACTORY.createGenerator(text)) {
            write(number, out);
        } catch (IOException e) {
            throw new UncheckedIOException("a record in memory can't fail to be written", e);
        }
        return text.toString();
    }

    Contents contents() {
        Inventory inventory = new Inventory();
        for (long number : numbers) {
            inventory.add(maker.make(number, revision(number)));
        }
        return inventory.contents();
    }

    private void requireThere(long number) {
        if (!has(number)) {
            throw new IllegalArgumentException(resource.path() + " " + number + ": there is no such record");
        }
    }

    private long revision(long number) {
        return revisions.isEmpty() ? 0L : revisions.getOrDefault(number, 0L);
    }
}
