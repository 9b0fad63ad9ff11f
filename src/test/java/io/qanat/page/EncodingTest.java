package io.qanat.page;

import static io.qanat.page.Bodies.CSV;
import static io.qanat.page.Bodies.JSON;
import static io.qanat.page.Bodies.XML;
import static io.qanat.page.Bodies.answer;
import static io.qanat.page.Bodies.refused;
import static io.qanat.page.Bodies.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import io.qanat.page.PageException.Kind;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which bytes are text. */
class EncodingTest {

    @Property(tries = 3_000)
    void the_first_byte_that_is_no_utf8_is_the_jdk_s(@ForAll @Size(max = 40) byte[] bytes) {
        assertThat(Utf8.firstInvalid(bytes, bytes.length)).isEqualTo(firstMalformed(bytes));
    }

    @Property(tries = 1_000)
    void all_text_is_utf8(@ForAll String text) {
        byte[] bytes = utf8(text.replaceAll("[\\ud800-\\udfff]", ""));
        assertThat(Utf8.firstInvalid(bytes, bytes.length)).isEqualTo(-1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "c080",
                "c1bf",
                "e08080",
                "eda080",
                "edbfbf",
                "f08080a0",
                "f4908080",
                "f5808080",
                "ff",
                "80",
                "c3",
                "e282",
                "f09f98"
            })
    void overlong_forms_surrogates_and_halves_are_refused(String hex) {
        for (String type : List.of(JSON, CSV, XML)) {
            ByteArrayOutputStream body = new ByteArrayOutputStream();
            body.writeBytes(utf8(type.equals(XML) ? "<abc>" : type.equals(CSV) ? "a\n\"x\"\n" : "[\"x\""));
            int at = body.size() + 1;
            body.writeBytes(HexFormat.of().parseHex(hex));
            refused(Kind.UNREADABLE, answer(type, body.toByteArray()), "records", "")
                    .withMessageStartingWith("orders page 1: the body is not UTF-8: byte " + at + " (0x"
                            + hex.substring(0, 2).toUpperCase(Locale.ROOT) + ") is no character");
        }
    }

    @Test
    void every_character_of_unicode_passes() {
        StringBuilder text = new StringBuilder();
        for (int c = 0x20; c <= 0x10FFFF; c++) {
            if (c < 0xD800 || c > 0xDFFF) {
                text.appendCodePoint(c);
            }
        }
        assertThat(Utf8.firstInvalid(utf8(text.toString()), utf8(text.toString()).length))
                .isEqualTo(-1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16LE", "UTF-16BE", "UTF-32BE"})
    void long_texts_of_wide_characters_are_whole(String charset) {
        String value = "a😀ë".repeat(9_001);
        byte[] wide = ("[\"" + value + "\"]").getBytes(Charset.forName(charset));
        assertThat(Bodies.json(Walks.pagination().accept(answer(JSON, wide)))).isEqualTo("[\"" + value + "\"]");
    }

    @Test
    void half_a_pair_in_utf16_is_refused_with_its_place() {
        byte[] wide = "[\"x?y\"]".getBytes(StandardCharsets.UTF_16LE);
        wide[6] = 0x00;
        wide[7] = (byte) 0xD8;
        refused(Kind.UNREADABLE, answer(JSON, wide)).withMessageContaining("the body is not UTF-16LE: byte 7");
    }

    @Test
    void bytes_that_the_declared_charset_does_not_have_are_refused() {
        byte[] body = utf8("[\"x\"]");
        body[2] = (byte) 0xE9;
        refused(Kind.UNREADABLE, answer("application/json; charset=us-ascii", body))
                .withMessageContaining("the body is not US-ASCII: byte 3 (0xE9)");
        refused(Kind.UNREADABLE, answer("application/json; charset=no-such-charset", body))
                .withMessageContaining("the body is not UTF-8: byte 3 (0xE9)");
        assertThat(Bodies.json(Walks.pagination().accept(answer("application/json; charset=latin1", body))))
                .isEqualTo("[\"é\"]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1f8b0800", "789c0102", "28b52ffd", "504b0304", "50415231", "fd377a585a00", "25504446"})
    void a_body_that_is_packed_is_named(String hex) {
        refused(Kind.FORMAT, answer(JSON, HexFormat.of().parseHex(hex + "00")))
                .withMessageContaining("the body is packed: ");
    }

    private static int firstMalformed(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        try {
            StandardCharsets.UTF_8.newDecoder().decode(in);
            return -1;
        } catch (CharacterCodingException e) {
            return in.position();
        }
    }
}
