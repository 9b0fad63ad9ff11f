package io.qanat.page;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;

/** The one configuration of Jackson for answers: exact numbers, and limits that a hostile answer can't pass. Thread-safe. */
public final class Json {
    /** Deeper nesting is an attack or a mistake; it is refused by a clear error instead of a full stack. */
    public static final int MAX_DEPTH = 500;

    /** Strings may be as long as a page: the size of the page is limited before it is parsed. */
    private static final int MAX_STRING = Integer.MAX_VALUE;

    /** Digits of a number; longer ones would take quadratic time to read. */
    private static final int MAX_DIGITS = 1_000;

    public static final JsonFactory FACTORY = new JsonFactoryBuilder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxStringLength(MAX_STRING)
                    .maxNumberLength(MAX_DIGITS)
                    .build())
            .build();

    /** Trees and maps in which decimals stay as they were written. */
    public static final ObjectMapper MAPPER = JsonMapper.builder(FACTORY)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private Json() {}
}
