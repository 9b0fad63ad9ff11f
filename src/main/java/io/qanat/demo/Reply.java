package io.qanat.demo;

import com.fasterxml.jackson.core.JsonGenerator;
import io.qanat.page.Json;
import io.qanat.settings.NameValue;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * What the shop answers.
 *
 * @param status the status code
 * @param headers besides Content-Type and Content-Length
 * @param body JSON
 */
@SuppressWarnings("ArrayRecordComponent") // identity is fine: replies are not compared
record Reply(int status, List<NameValue> headers, byte[] body) {
    Reply {
        headers = List.copyOf(headers);
    }

    /** Writes a body. */
    @FunctionalInterface
    interface Body {
        void write(JsonGenerator out) throws IOException;
    }

    static Reply ok(Body body) {
        return json(200, body);
    }

    static Reply json(int status, Body body) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator out = Json.FACTORY.createGenerator(bytes)) {
            out.enable(JsonGenerator.Feature.COMBINE_UNICODE_SURROGATES_IN_UTF8);
            body.write(out);
        } catch (IOException e) {
            throw new UncheckedIOException("a body in memory can't fail to be written", e);
        }
        return new Reply(status, List.of(), bytes.toByteArray());
    }

    /** {@code {"error":{"code":…,"message":…}}}. */
    static Reply error(int status, String code, String message) {
        return json(status, out -> {
            out.writeStartObject();
            out.writeObjectFieldStart("error");
            out.writeStringField("code", code);
            out.writeStringField("message", message);
            out.writeEndObject();
            out.writeEndObject();
        });
    }

    Reply with(String name, String value) {
        List<NameValue> more = new ArrayList<>(headers);
        more.add(new NameValue(name, value));
        return new Reply(status, more, body);
    }

    Reply with(List<NameValue> others) {
        List<NameValue> more = new ArrayList<>(headers);
        more.addAll(others);
        return new Reply(status, more, body);
    }
}
