package io.qanat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which log lines there are, by the command, its options, and whether somebody looks. */
class LogsTest {
    private final Properties before = new Properties();

    @BeforeEach
    void keep() {
        before.putAll(System.getProperties());
        System.clearProperty("qanat.terminal");
    }

    @AfterEach
    void giveBack() {
        System.setProperties(before);
    }

    private static List<String> levels(String... args) {
        Logs.configure(List.of(args));
        return List.of(
                System.getProperty("QANAT_LEVEL"), System.getProperty("QANAT_CALLS"), System.getProperty("QANAT_ENDS"));
    }

    @Test
    void a_log_has_each_call_and_each_end() {
        assertThat(levels("pull", "orders")).containsExactly("INFO", "INFO", "INFO");
        assertThat(levels("run")).containsExactly("INFO", "INFO", "INFO");
    }

    @Test
    void on_a_terminal_progress_and_results_say_it() {
        System.setProperty("qanat.terminal", "true");
        assertThat(levels("pull", "orders")).containsExactly("INFO", "ERROR", "OFF");
        assertThat(levels("demo")).containsExactly("INFO", "ERROR", "OFF");
        assertThat(levels("run")).containsExactly("INFO", "INFO", "INFO");
    }

    @Test
    void verbose_shows_all_on_a_terminal_too() {
        System.setProperty("qanat.terminal", "true");
        assertThat(levels("pull", "orders", "-v")).containsExactly("DEBUG", "INFO", "INFO");
    }

    @Test
    void quiet_leaves_warnings_and_errors() {
        assertThat(levels("run", "--quiet")).containsExactly("WARN", "WARN", "WARN");
        assertThat(levels("pull", "orders", "-q")).containsExactly("WARN", "WARN", "WARN");
    }
}
