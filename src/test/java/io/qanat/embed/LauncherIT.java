package io.qanat.embed;

import static org.assertj.core.api.Assertions.assertThat;

import io.qanat.demo.Shop;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The launcher, beside a jar that is built already, in a folder with a blank in its name. */
class LauncherIT {
    private static final Path LAUNCHER = Path.of("qanat").toAbsolutePath();

    private Path home;
    private Path launcher;

    @TempDir
    private Path folder;

    @BeforeEach
    void install() throws IOException {
        home = Files.createDirectories(folder.resolve("a home"));
        launcher = Files.copy(LAUNCHER, home.resolve("qanat"));
        Files.createDirectories(home.resolve("target"));
        Files.copy(Program.TARGET.resolve("qanat.jar"), home.resolve("target/qanat.jar"));
    }

    @Test
    void it_finds_its_routes_from_anywhere_and_through_links() throws Exception {
        ShopFolder.write(home, URI.create("http://127.0.0.1:9"), "");
        Path elsewhere = Files.createDirectories(folder.resolve("bin"));
        Path link = Files.createSymbolicLink(elsewhere.resolve("q"), Path.of("../a home/qanat"));

        try (Program check = start(link, Map.of(), "check")) {
            assertThat(check.exit()).as(check.err()).isZero();
            assertThat(check.out()).contains(home.resolve("routes").toString());
            assertThat(check.err()).isEmpty();
        }
    }

    @Test
    void the_first_pull_makes_an_archive_for_later_starts_and_leaves_no_other_trace() throws Exception {
        try (Shop shop = Shop.open(Shop.Options.small())) {
            ShopFolder.write(home, shop.url(), "");
            try (Program first = start(launcher, Map.of(), "pull", "orders", "--json")) {
                assertThat(first.exit()).as(first.err()).isZero();
                assertThat(first.out().lines()).hasSize(1);
                assertThat(first.err()).startsWith("qanat: having Java learn");
            }
            assertThat(archives()).hasSize(1).allSatisfy(file -> assertThat(file)
                    .isNotEmptyFile());
            try (Program second = start(launcher, Map.of(), "pull", "orders", "--json")) {
                assertThat(second.exit()).as(second.err()).isZero();
                assertThat(second.err()).doesNotContain("having Java learn", "warning", "[cds]", "[aot]");
            }
        }
    }

    @Test
    void an_archive_that_is_none_does_no_harm() throws Exception {
        ShopFolder.write(home, URI.create("http://127.0.0.1:9"), "");
        Files.writeString(home.resolve("target/qanat-" + System.getProperty("java.version") + ".jsa"), "nonsense");
        try (Program check = start(launcher, Map.of(), "check")) {
            assertThat(check.exit()).as(check.err()).isZero();
            assertThat(check.err()).isEmpty();
        }
    }

    @Test
    void options_for_java_are_passed_on_and_win() throws Exception {
        Map<String, String> options = Map.of("QANAT_JAVA_OPTS", "-XX:+UseParallelGC -XX:+PrintFlagsFinal -Xmx300m");
        try (Program version = start(launcher, options, "--version")) {
            assertThat(version.exit()).as(version.err()).isZero();
            assertThat(version.out())
                    .containsPattern("MaxHeapSize +:?= " + (300 << 20))
                    .containsPattern("UseParallelGC +:?= true")
                    .containsPattern("UseSerialGC +:?= false");
        }
    }

    @Test
    void a_wrong_java_home_is_told() throws Exception {
        try (Program program = start(launcher, Map.of("JAVA_HOME", "/nowhere"), "--version")) {
            assertThat(program.exit()).isEqualTo(2);
            assertThat(program.err()).startsWith("qanat: JAVA_HOME is /nowhere");
        }
    }

    @Test
    void a_java_that_is_too_old_is_told() throws Exception {
        Path old = java("11.0.2", "");
        try (Program program = start(launcher, Map.of("JAVA_HOME", old.toString()), "--version")) {
            assertThat(program.exit()).isEqualTo(2);
            assertThat(program.err()).contains("is Java 11.0.2: install Java 17 or newer");
        }
    }

    @ParameterizedTest
    @CsvSource({"17.0.15,run,false", "21.0.2,run,true", "25,run,true", "25,--quiet,true", "25,pull,false"})
    void calls_have_virtual_threads_where_java_has_them_and_the_process_stays(
            String version, String command, boolean virtual) throws Exception {
        Path java = java(version, "#!/bin/sh\necho \"$@\"\n");
        try (Program program = start(launcher, Map.of("JAVA_HOME", java.toString()), command)) {
            assertThat(program.exit()).as(program.err()).isZero();
            assertThat(program.out().contains("-Dcamel.threads.virtual.enabled=true"))
                    .isEqualTo(virtual);
        }
    }

    /** A Java of that version, which does what the script says. */
    private Path java(String version, String script) throws IOException {
        Path home = Files.createDirectories(folder.resolve("java/bin")).getParent();
        Path program = Files.createFile(
                home.resolve("bin/java"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
        Files.writeString(program, script);
        Files.writeString(home.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
        return home;
    }

    @Test
    void a_jar_that_nobody_can_build_is_told() throws Exception {
        Files.delete(home.resolve("target/qanat.jar"));
        try (Program program = start(launcher, Map.of(), "--version")) {
            assertThat(program.exit()).isEqualTo(2);
            assertThat(program.err()).contains("qanat.jar is missing");
        }
    }

    @Test
    void it_becomes_the_program_so_that_signals_reach_it() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        try (Shop shop = Shop.open(Shop.Options.small())) {
            shop.beforeEach(request -> asked.countDown());
            ShopFolder.write(home, shop.url(), "");
            try (Program run = start(launcher, Map.of(), "run")) {
                assertThat(asked.await(90, TimeUnit.SECONDS)).as(run.err()).isTrue();
                run.terminate();
                assertThat(run.exit()).isEqualTo(Program.TERMINATED);
            }
        }
    }

    private List<Path> archives() throws IOException {
        try (Stream<Path> files = Files.list(home.resolve("target"))) {
            return files.filter(file -> !file.endsWith("qanat.jar")).toList();
        }
    }

    private Program start(Path program, Map<String, String> environment, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(program.toString()));
        command.addAll(List.of(arguments));
        Map<String, String> all = new HashMap<>(Map.of("JAVA_HOME", System.getProperty("java.home")));
        all.putAll(environment);
        return Program.start(folder, all, command);
    }
}
