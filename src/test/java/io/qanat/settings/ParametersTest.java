package io.qanat.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ParametersTest {
    private enum Style {
        LAST_ID,
        CURSOR
    }

    private static Parameters of(String name, String value) {
        return new Parameters("pull orders", Map.of(name, value));
    }

    @ParameterizedTest
    @CsvSource({"500ms,PT0.5S", "30s,PT30S", "1.5m,PT1M30S", "2h,PT2H", "7d,PT168H", "0.001s,PT0.001S"})
    void a_duration_has_a_unit(String text, Duration duration) {
        assertThat(Units.duration(text)).isEqualTo(duration);
    }

    @ParameterizedTest
    @ValueSource(strings = {"30", "s", "30 secs", "-1s", "1s1s", "", "1e3s"})
    void anything_else_is_no_duration(String text) {
        assertThatThrownBy(() -> Units.duration(text)).hasMessageContaining("write a number with a unit");
    }

    @ParameterizedTest
    @CsvSource({"64MiB,67108864", "1KiB,1024", "1.5KiB,1536", "10MB,10000000", "100B,100", "1gib,1073741824"})
    void a_size_has_a_unit(String text, long bytes) {
        assertThat(Units.bytes(text)).isEqualTo(bytes);
    }

    @Test
    void a_size_without_a_unit_is_refused() {
        assertThatThrownBy(() -> Units.bytes("64")).hasMessageContaining("64MiB");
    }

    @Test
    void pairs_are_taken_literally() {
        assertThat(of("query", "a=b=c; name = x y ;empty=").pairs("query"))
                .containsExactly(new NameValue("a", "b=c"), new NameValue("name", "x y"), new NameValue("empty", ""));
    }

    @Test
    void a_pair_without_a_name_is_told() {
        Parameters parameters = of("query", "a=b; c");
        parameters.pairs("query");
        assertThat(parameters.problems())
                .singleElement()
                .hasToString("pull orders: query: \"c\" must be name=value; several are separated by semicolons");
    }

    @Test
    void a_choice_is_written_in_lower_case_with_hyphens() {
        assertThat(of("pagination", "last-id").choice("pagination", Style.class, Style.CURSOR))
                .isEqualTo(Style.LAST_ID);
    }

    @Test
    void a_wrong_choice_names_what_is_allowed_and_what_was_meant() {
        Parameters parameters = of("pagination", "last_id");
        assertThat(parameters.choice("pagination", Style.class, Style.CURSOR)).isEqualTo(Style.CURSOR);
        assertThat(parameters.problems().get(0).message())
                .isEqualTo("\"last_id\" must be one of last-id, cursor; did you mean last-id?");
    }

    @Test
    void all_mistakes_are_thrown_at_once() {
        Parameters parameters = new Parameters("pull orders", Map.of("pageSize", "many", "every", "15"));
        parameters.number("pageSize", 1);
        parameters.duration("every");
        parameters.flag("retryUnsafe");
        parameters.required("path");
        assertThatThrownBy(parameters::check)
                .isInstanceOfSatisfying(
                        SettingsException.class, e -> assertThat(e.problems()).hasSize(3));
    }

    @ParameterizedTest
    @CsvSource({"rateLimt,rateLimit", "ratelimit,rateLimit", "pth,path", "usrname,username", "atuh,auth"})
    void the_name_that_was_meant_is_found(String written, String meant) {
        assertThat(Names.nearest(written, List.of("rateLimit", "path", "username", "auth", "url")))
                .contains(meant);
    }

    @Test
    void a_name_that_is_far_from_all_is_not_guessed() {
        assertThat(Names.didYouMean("concurrency", List.of("path", "auth"))).isEmpty();
    }
}
