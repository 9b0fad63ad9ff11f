package io.qanat.embed;

import static org.assertj.core.api.Assertions.assertThat;

import io.qanat.demo.Shop;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The two jars: what hosts get, and what the program is. */
class JarsIT {
    private static final Path THIN = Program.TARGET.resolve("qanat-" + System.getProperty("qanat.version") + ".jar");
    private static final Path STANDALONE = Program.TARGET.resolve("qanat.jar");
    private static final long LARGEST = 60L << 20;

    /** The jars of what a host doesn't get with the dependency, by the beginnings of their names. */
    private static final List<String> OPTIONAL = List.of(
            "picocli-",
            "progressbar-",
            "jline-",
            "logback-",
            "dotenv-java-",
            "postgresql-",
            "flyway-",
            "s3-",
            "sts-",
            "url-connection-client-",
            "sdk-core-",
            "aws-core-",
            "regions-");

    @TempDir
    private Path folder;

    @Test
    void a_host_needs_neither_command_line_nor_progress_bar_nor_logback_nor_dotenv() throws Exception {
        Path classes = Files.createDirectories(folder.resolve("host/io/qanat/embed"));
        for (String name : List.of("BareHost.class", "BareHost$Routes.class")) {
            Files.copy(BareHost.class.getResourceAsStream(name), classes.resolve(name));
        }
        try (Shop shop = Shop.open(Shop.Options.small());
                Program host = Program.start(
                        folder,
                        Map.of(),
                        List.of(
                                Program.java(),
                                "-cp",
                                hostClassPath(),
                                BareHost.class.getName(),
                                shop.url().toString(),
                                folder.resolve("tables").toString()))) {
            assertThat(host.exit()).as(host.err()).isZero();
            assertThat(host.out()).isEqualToIgnoringNewLines("ok 1000 rows in 1 files null");
            assertThat(host.err()).contains("No SLF4J providers were found");
        }
    }

    private String hostClassPath() throws IOException {
        List<String> all = List.of(
                Files.readString(Program.TARGET.resolve("runtime.classpath")).split(File.pathSeparator));
        List<String> hosts = all.stream()
                .filter(jar -> OPTIONAL.stream()
                        .noneMatch(name -> Path.of(jar).getFileName().toString().startsWith(name)))
                .toList();
        assertThat(all).as("the optional ones are among them").hasSizeGreaterThanOrEqualTo(hosts.size() + 6);
        return Stream.concat(Stream.of(folder.resolve("host").toString(), THIN.toString()), hosts.stream())
                .reduce((one, other) -> one + File.pathSeparator + other)
                .orElseThrow();
    }

    @Test
    void the_thin_jar_has_nothing_that_rules_a_hosts_logging_settings_or_routes() throws IOException {
        try (JarFile jar = new JarFile(THIN.toFile())) {
            assertThat(jar.stream().map(ZipEntry::getName))
                    .noneMatch(name -> name.matches("(logback|log4j|application|camel/).*"))
                    .allMatch(name -> name.matches("(io/qanat|qanat|kamelets|META-INF|io)/.*"));
        }
    }

    @Test
    void the_standalone_jar_is_small_whole_and_unsigned() throws IOException {
        assertThat(STANDALONE).satisfies(file -> assertThat(Files.size(file)).isLessThan(LARGEST));
        try (JarFile jar = new JarFile(STANDALONE.toFile())) {
            assertThat(jar.stream().map(ZipEntry::getName))
                    .noneMatch(
                            name -> name.matches("META-INF/[^/]*\\.(SF|DSA|RSA)") || name.endsWith("module-info.class"))
                    .contains("META-INF/LICENSE", "META-INF/NOTICE");
            assertThat(lines(jar, "META-INF/services/org.slf4j.spi.SLF4JServiceProvider"))
                    .containsExactly("ch.qos.logback.classic.spi.LogbackServiceProvider");
            assertThat(lines(jar, "META-INF/services/org/apache/camel/TypeConverterLoader"))
                    .contains(
                            "org.apache.camel.component.http.HttpEntityConverterLoader",
                            "org.apache.camel.component.jackson.converter.JacksonTypeConvertersLoader");
        }
    }

    @Test
    void the_standalone_jar_tells_main_class_and_version() throws IOException {
        try (JarFile jar = new JarFile(STANDALONE.toFile())) {
            Attributes manifest = jar.getManifest().getMainAttributes();
            assertThat(manifest.getValue(Attributes.Name.MAIN_CLASS)).isEqualTo("io.qanat.Qanat");
            assertThat(manifest.getValue(Attributes.Name.IMPLEMENTATION_VERSION))
                    .isEqualTo(System.getProperty("qanat.version"));
            assertThat(manifest.getValue(Attributes.Name.MULTI_RELEASE)).isEqualTo("true");
        }
    }

    private static List<String> lines(JarFile jar, String name) throws IOException {
        byte[] content = jar.getInputStream(jar.getEntry(name)).readAllBytes();
        return new String(content, StandardCharsets.UTF_8)
                .lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .toList();
    }
}
