package io.qanat.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class DocumentedTestTest {
    private static final Path SOURCES = Path.of("src/test/java/io/qanat/testing");

    private static String shown(String test) throws IOException {
        String source = Files.readString(SOURCES.resolve(test + ".java"));
        return source.substring(source.indexOf("import static"));
    }

    @Test
    void the_documented_test_is_the_one_that_runs_here() throws IOException {
        assertThat(Files.readString(Path.of("docs/how-to/test-your-routes.md")))
                .contains("```java\n" + shown("CustomersRouteTest") + "```");
    }
}
