package io.qanat.pull;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.qanat.page.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.util.Objects;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;

/** Reads the values of {@code forEach}, when a run begins. */
final class ValueReader {
    private static final Pattern WHOLE_NUMBER = Pattern.compile("0|-?[1-9]\\d{0,17}");

    private final CamelContext context;
    private final String pull;
    private final Values values = new Values();

    private ValueReader(CamelContext context, String pull) {
        this.context = context;
        this.pull = pull;
    }

    /**
     * The values of now, without empty ones.
     *
     * @throws RunException if they can't be read; the message says what to do
     */
    static Values read(CamelContext context, String pull, ForEach forEach) {
        ValueReader reader = new ValueReader(context, pull);
        if (forEach.origin() instanceof ForEach.Listed listed) {
            listed.values().forEach(reader::written);
        } else if (forEach.origin() instanceof ForEach.Lines lines) {
            reader.lines(lines);
        } else if (forEach.origin() instanceof ForEach.Published published) {
            reader.published(published);
        }
        return reader.values.whole();
    }

    private void lines(ForEach.Lines lines) {
        try (BufferedReader reader = Files.newBufferedReader(lines.file())) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                written(line.startsWith("\uFEFF") ? line.substring(1) : line);
            }
        } catch (NoSuchFileException e) {
            throw new RunException(
                    pull + ": forEach: there is no file " + lines.file() + ": write one id a line into it", e);
        } catch (IOException e) {
            throw new RunException(pull + ": forEach: " + lines.file() + " can't be read (" + e + ")", e);
        }
    }

    /** A value as a person writes it: in quotes it is text, and may hold anything. */
    private void written(String text) {
        String value = text.strip();
        if (value.length() > 1 && value.startsWith("\"") && value.endsWith("\"")) {
            quoted(value);
        } else if (!value.isEmpty()) {
            values.add(value, WHOLE_NUMBER.matcher(value).matches());
        }
    }

    private void quoted(String value) {
        try {
            String text = Json.MAPPER.readValue(value, String.class);
            if (!text.isEmpty()) {
                values.add(text, false);
            }
        } catch (JsonProcessingException e) {
            throw new RunException(
                    pull + ": forEach: " + value + " is no JSON text: escape quotes and backslashes in it by \\", e);
        }
    }

    private void published(ForEach.Published origin) {
        if (!(context.getComponent(origin.scheme()) instanceof ValueSource source)) {
            throw new RunException(pull + ": forEach: no component " + origin.scheme() + " gives values");
        }
        try {
            source.values(origin.place(), origin.field(), this::published);
        } catch (IOException e) {
            throw new RunException(pull + ": forEach: " + e.getMessage(), e);
        }
    }

    private void published(Object value) {
        String text = Objects.toString(value, "");
        if (!text.isEmpty()) {
            values.add(text, value instanceof Long || value instanceof Integer);
        }
    }
}
