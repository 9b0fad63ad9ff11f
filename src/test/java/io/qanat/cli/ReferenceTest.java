package io.qanat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The manual's tables are what the declarations make. */
class ReferenceTest {
    private static final Pattern GENERATED =
            Pattern.compile("<!-- generated:(\\w+) -->\\n(.*?)<!-- /generated -->", Pattern.DOTALL);

    /** Said when a page is behind the program. */
    private static final String ANEW = "make it anew: mvn -B test -Dtest=ReferenceTest -Dreference.write=true";

    static List<Manual> generated() {
        return Manual.pages().stream()
                .filter(page -> GENERATED.matcher(page.text()).find())
                .toList();
    }

    @ParameterizedTest
    @MethodSource("generated")
    void what_a_page_has_from_the_declarations_is_up_to_date(Manual page) throws IOException {
        String made = GENERATED
                .matcher(page.text())
                .replaceAll(found -> Matcher.quoteReplacement("<!-- generated:" + found.group(1) + " -->\n"
                        + Reference.block(found.group(1)) + "<!-- /generated -->"));
        if (Boolean.getBoolean("reference.write")) {
            Files.writeString(page.file(), made);
        }
        assertThat(Files.readString(page.file())).as(page + ": " + ANEW).isEqualTo(made);
    }

    @Test
    void every_table_has_its_place() {
        Set<String> placed = new TreeSet<>();
        generated()
                .forEach(page -> GENERATED.matcher(page.text()).results().forEach(found -> placed.add(found.group(1))));
        assertThat(placed).containsExactly("api", "commands", "pull", "settings", "table", "types");
    }
}
