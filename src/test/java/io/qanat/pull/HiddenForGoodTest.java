package io.qanat.pull;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import org.junit.jupiter.api.Test;

class HiddenForGoodTest {
    private final String stored = "é".repeat(40_000) + Marks.of("secret") + "|" + Marks.of("other") + "ü";
    private final String shown = "é".repeat(40_000) + "$1|$1ü";

    @Test
    void something_else_stands_where_credentials_were() {
        assertThat(new HiddenForGood("$1").reveal(stored.getBytes(UTF_8)))
                .asString(UTF_8)
                .isEqualTo(shown);
    }

    @Test
    void the_same_in_a_body_that_comes_in_parts() throws IOException {
        ByteArrayOutputStream to = new ByteArrayOutputStream();
        try (OutputStream revealing = new HiddenForGood("$1").revealing(to)) {
            for (byte one : stored.getBytes(UTF_8)) {
                revealing.write(one);
            }
        }

        assertThat(to.toString(UTF_8)).isEqualTo(shown);
    }
}
