package io.qanat.pull;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qanat.settings.Parameters;
import io.qanat.settings.Problem;
import java.text.ParseException;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import java.util.TimeZone;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.quartz.CronExpression;

class ScheduleTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "*/15 * * * *   | 0 */15 * * * ?",
                "30 4 1 * *     | 0 30 4 1 * ?",
                "0 9 * * 1-5    | 0 0 9 ? * MON-FRI",
                "0 9 * * 0      | 0 0 9 ? * SUN",
                "0 9 * * 7      | 0 0 9 ? * SUN",
                "0 9 * * MON,WED| 0 0 9 ? * MON,WED",
                "0 0/15 * * * ? | 0 0/15 * * * ?"
            })
    void five_fields_are_crontabs_and_six_are_quartzs(String written, String quartz) {
        assertThat(Schedule.quartz(written)).isEqualTo(quartz);
    }

    @Test
    void a_weekday_of_crontab_fires_on_that_day() throws ParseException {
        CronExpression sundays = new CronExpression(Schedule.quartz("0 9 * * 0"));
        sundays.setTimeZone(TimeZone.getTimeZone("UTC"));
        Date next = sundays.getNextValidTimeAfter(Date.from(Instant.parse("2026-11-23T12:00:00Z")));
        assertThat(next.toInstant()).isEqualTo("2026-11-29T09:00:00Z");
    }

    @ParameterizedTest
    @ValueSource(strings = {"every day", "0 0 * *", "61 * * * *", "0 9 * * 8", "0 0 9 * * *"})
    void anything_else_is_refused_with_an_example(String written) {
        assertThatThrownBy(() -> Schedule.quartz(written))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("is not a cron expression")
                .hasMessageContaining("0 0/15 * * * ?");
    }

    @Test
    void a_day_of_the_month_and_one_of_the_week_can_not_be_joined() {
        assertThatThrownBy(() -> Schedule.quartz("0 9 1 * 1")).hasMessageContaining("write two pulls");
    }

    @Test
    void an_interval_leaves_the_trigger_without_cron() {
        assertThat(Schedule.of("", "15m").trigger()).isNull();
    }

    @Test
    void a_pull_by_hand_has_a_trigger_that_fires_in_decades() throws ParseException {
        Schedule byHand = Schedule.of("", "");
        assertThat(byHand.scheduled()).isFalse();
        assertThat(new CronExpression(String.valueOf(byHand.trigger()))
                        .getNextValidTimeAfter(Date.from(Instant.parse("2026-11-23T12:00:00Z"))))
                .isAfter("2090-01-01");
    }

    @Test
    void cron_and_interval_together_are_refused() {
        Parameters parameters = new Parameters("pull orders", Map.of("cron", "0 0/15 * * * ?", "every", "15m"));
        Schedule.read(parameters);
        assertThat(parameters.problems()).extracting(Problem::parameter).containsExactly("every");
    }

    @Test
    void an_unknown_time_zone_is_refused() {
        Parameters parameters = new Parameters("pull orders", Map.of("timeZone", "Europe/Berln"));
        Schedule.read(parameters);
        assertThat(parameters.problems()).extracting(Problem::parameter).containsExactly("timeZone");
    }
}
