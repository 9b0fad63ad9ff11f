package io.qanat.table;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import io.qanat.page.Json;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads single values of one type, exactly or not at all. What a declared type takes beyond an inferred one: numbers and
 * booleans in strings, anything as a string, moments with digits beyond the microsecond, which are cut off.
 */
abstract class ScalarWriter extends ValueWriter {
    private static final int DECIMAL_BYTES = 16;
    private static final int LONGEST_NUMBER = 1_000;
    private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9]\\d*)(\\.\\d+)?([eE][+-]?\\d+)?");

    private final Leaf leaf;

    private ScalarWriter(Leaf leaf) {
        this.leaf = leaf;
    }

    final Leaf leaf() {
        return leaf;
    }

    /** Whether a value that doesn't fit may widen the type: then it isn't yet one for the text column. */
    boolean mayLearn(JsonToken token) {
        return false;
    }

    @Override
    final void writeNull(int repetition, int definition) {
        leaf.addNull(repetition, definition);
    }

    /** The writer of a scalar or decimal type, with a buffer of its own. */
    static ScalarWriter of(Type type, int maxDefinition) {
        if (type instanceof Type.Decimal decimal) {
            return decimal.precision() <= Type.Decimal.LONG_PRECISION
                    ? shortDecimal(decimal, new LongLeaf(maxDefinition))
                    : longDecimal(decimal, new BytesLeaf(maxDefinition));
        }
        Type.Scalar scalar = (Type.Scalar) type;
        boolean declared = scalar.declared();
        return switch (scalar.kind()) {
            case INT64, WIDE_INT64 -> integer(scalar, new LongLeaf(maxDefinition));
            case DOUBLE -> real(declared, new DoubleLeaf(maxDefinition));
            case BOOLEAN -> bool(declared, new BooleanLeaf(maxDefinition));
            case STRING ->
                declared
                        ? anyText(new BytesLeaf(maxDefinition), token -> token == JsonToken.VALUE_STRING)
                        : text(new BytesLeaf(maxDefinition));
            case JSON -> json(declared, new BytesLeaf(maxDefinition));
            case TIMESTAMP -> moment(true, declared, new LongLeaf(maxDefinition));
            case LOCAL_TIMESTAMP -> moment(false, declared, new LongLeaf(maxDefinition));
            case DATE -> date(new IntLeaf(maxDefinition));
        };
    }

    /** Takes nothing: stands for a type that isn't known yet. */
    static ScalarWriter nothing(int maxDefinition) {
        return new ScalarWriter(new BytesLeaf(maxDefinition)) {
            @Override
            boolean write(JsonParser parser, JsonToken token, int repetition) {
                return false;
            }
        };
    }

    private static ScalarWriter integer(Type.Scalar type, LongLeaf leaf) {
        return new ScalarWriter(leaf) {
            @Override
            boolean write(JsonParser parser, JsonToken token, int repetition) throws IOException {
                if (token != JsonToken.VALUE_NUMBER_INT) {
                    return type.declared() && token == JsonToken.VALUE_STRING && parsed(parser.getText(), repetition);
                }
                if (parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
                    return false;
                }
                return add(parser.getLongValue(), repetition);
            }

            @Override
            boolean mayLearn(JsonToken token) {
                return type.kind() == Kind.INT64 && (token.isNumeric() || type.declared());
            }

            private boolean parsed(String text, int repetition) {
                try {
                    return !text.startsWith("+") && add(Long.parseLong(text), repetition);
                } catch (NumberFormatException e) {
                    return false;
                }
            }

            private boolean add(long value, int repetition) {
                if (type.kind() == Kind.INT64 && !Numbers.exact(value)) {
                    return false; // the schema must note it first
                }
                leaf.add(value, repetition);
                return true;
            }
        };
    }

    private static ScalarWriter real(boolean declared, DoubleLeaf leaf) {
        return new ScalarWriter(leaf) {
            @Override
            boolean write(JsonParser parser, JsonToken token, int repetition) throws IOException {
                double value = Numbers.NONE;
                if (token == JsonToken.VALUE_NUMBER_FLOAT
                        || (declared && token == JsonToken.VALUE_STRING && isNumber(parser))) {
                    value = Numbers.toDouble(
                            parser.getTextCharacters(), parser.getTextOffset(), parser.getTextLength());
                } else if (token == JsonToken.VALUE_NUMBER_INT
                        && parser.getNumberType() != JsonParser.NumberType.BIG_INTEGER
                        && Numbers.exact(parser.getLongValue())) {
                    value = parser.getLongValue();
                }
                if (Double.isNaN(value)) {
                    return false;
                }
                leaf.add(value, repetition);
                return true;
            }
        };
    }

    private static ScalarWriter bool(boolean declared, BooleanLeaf leaf) {
        return new ScalarWriter(leaf) {
            @Override
            boolean write(JsonParser parser, JsonToken token, int repetition) throws IOException {
                String text = declared && token == JsonToken.VALUE_STRING ? parser.getText() : "";
                boolean fits = token.isBoolean() || text.equals("true") || text.equals("false");
                if (fits) {
                    leaf.add(token == JsonToken.VALUE_TRUE || text.equals("true"), repetition);
                }
                return fits;
            }
        };
    }

    private static ScalarWriter text(BytesLeaf leaf) {
        return new ScalarWriter(leaf) {
            @Override
            boolean write(JsonParser parser, JsonToken token, int repetition) throws IOException {
                if (token != JsonToken.VALUE_STRING) {
                    return false;
                }
                leaf.add(parser.getTextCharacters(), parser.getTextOffset(), parser.getTextLength(), repetition);
                return true;
            }
        };
    }

    private static ScalarWriter json(boolean declared, BytesLeaf leaf) {
        if (declared) {
            return anyText(leaf, token -> false);
        }
        return new ScalarWriter(leaf) {
            @Override
            boolean write(JsonParser parser, JsonToken token, int repetition) throws IOException {
                if (token.isStructStart()) {
                    leaf.add(jsonText(parser), repetition);
                }
                return token.isStructStart();
            }
        };
    }

    /** Takes every value: as it stands where the function says so, otherwise as JSON text. */
    private static ScalarWriter anyText(BytesLeaf leaf, Predicate<JsonToken> asItStands) {
        return new ScalarWriter(leaf) {
            @Override
            boolean write(JsonParser parser, JsonToken token, int repetition) throws IOException {
                if (asItStands.test(token) || token.isNumeric()) {
                    leaf.add(parser.getTextCharacters(), parser.getTextOffset(), parser.getTextLength(), repetition);
                } else {
                    leaf.add(jsonText(parser), repetition);
                }
                return true;
            }
        };
    }

    /** The value at which the parser stands, as JSON text. */
    static String jsonText(JsonParser parser) throws IOException {
        JsonNode tree = Json.MAPPER.readTree(parser);
        return Json.MAPPER.writeValueAsString(tree);
    }

    private static ScalarWriter moment(boolean zoned, boolean declared, LongLeaf leaf) {
        return new ScalarWriter(leaf) {
            @Override
            boolean write(JsonParser parser, JsonToken token, int repetition) throws IOException {
                long micros = token != JsonToken.VALUE_STRING
                        ? IsoTime.NONE
                        : IsoTime.micros(
                                parser.getTextCharacters(),
                                parser.getTextOffset(),
                                parser.getTextLength(),
                                zoned,
                                declared);
                if (micros == IsoTime.NONE) {
                    return false;
                }
                leaf.add(micros, repetition);
                return true;
            }
        };
    }

    private static ScalarWriter date(IntLeaf leaf) {
        return new ScalarWriter(leaf) {
            @Override
            boolean write(JsonParser parser, JsonToken token, int repetition) throws IOException {
                long days = token != JsonToken.VALUE_STRING
                        ? IsoTime.NONE
                        : IsoTime.date(parser.getTextCharacters(), parser.getTextOffset(), parser.getTextLength());
                if (days == IsoTime.NONE) {
                    return false;
                }
                leaf.add((int) days, repetition);
                return true;
            }
        };
    }

    private static ScalarWriter shortDecimal(Type.Decimal type, LongLeaf leaf) {
        return new ScalarWriter(leaf) {
            @Override
            boolean write(JsonParser parser, JsonToken token, int repetition) throws IOException {
                BigInteger unscaled = unscaled(parser, token, type);
                if (unscaled == null) {
                    return false;
                }
                leaf.add(unscaled.longValueExact(), repetition);
                return true;
            }
        };
    }

    private static ScalarWriter longDecimal(Type.Decimal type, BytesLeaf leaf) {
        return new ScalarWriter(leaf) {
            @Override
            boolean write(JsonParser parser, JsonToken token, int repetition) throws IOException {
                BigInteger unscaled = unscaled(parser, token, type);
                if (unscaled == null) {
                    return false;
                }
                leaf.add(bigEndian(unscaled), repetition);
                return true;
            }
        };
    }

    private static byte[] bigEndian(BigInteger number) {
        byte[] bytes = number.toByteArray();
        byte[] padded = new byte[DECIMAL_BYTES];
        Arrays.fill(padded, (byte) (number.signum() < 0 ? -1 : 0));
        System.arraycopy(bytes, 0, padded, DECIMAL_BYTES - bytes.length, bytes.length);
        return padded;
    }

    private static @Nullable BigInteger unscaled(JsonParser parser, JsonToken token, Type.Decimal type)
            throws IOException {
        if (!token.isNumeric() && (token != JsonToken.VALUE_STRING || !isNumber(parser))) {
            return null;
        }
        try {
            return Numbers.unscaled(new BigDecimal(parser.getText()), type);
        } catch (NumberFormatException e) {
            return null; // an exponent beyond an int's
        }
    }

    /** Whether the text is a number as JSON writes them. */
    private static boolean isNumber(JsonParser parser) throws IOException {
        return parser.getTextLength() <= LONGEST_NUMBER
                && NUMBER.matcher(parser.getText()).matches();
    }
}
