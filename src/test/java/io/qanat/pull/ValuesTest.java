package io.qanat.pull;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class ValuesTest {
    private static List<String> texts(Values values) {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            texts.add(values.text(i));
        }
        return texts;
    }

    @Property(tries = 200)
    void they_are_a_set_in_the_order_of_coming(@ForAll List<String> added) {
        List<String> valid = added.stream()
                .filter(text ->
                        java.nio.charset.StandardCharsets.UTF_8.newEncoder().canEncode(text))
                .toList();
        Values values = new Values();
        valid.forEach(text -> values.add(text, false));
        assertThat(texts(values.whole())).isEqualTo(List.copyOf(new LinkedHashSet<>(valid)));
    }

    @Test
    void a_million_are_few_bytes_each() {
        Values values = new Values();
        for (int i = 0; i < 1_000_000; i++) {
            values.add(Integer.toString(i), true);
            values.add(Integer.toString(i / 2), true);
        }
        assertThat(values.whole().size()).isEqualTo(1_000_000);
        assertThat(values.text(999_999)).isEqualTo("999999");
        assertThat(values.json(17).toString()).isEqualTo("17");
    }

    @Test
    void one_text_makes_all_of_them_texts() {
        Values values = new Values();
        values.add("1", true);
        values.add("01", false);
        assertThat(values.json(0).toString()).isEqualTo("\"1\"");
    }
}
