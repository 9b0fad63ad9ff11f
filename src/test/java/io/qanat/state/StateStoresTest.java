package io.qanat.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qanat.disk.Disk;
import io.qanat.testserver.Postgres;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StateStoresTest {
    @TempDir
    Path folder;

    private static StateStore open(String setting) {
        return StateStores.open(setting, "qanat", "geheim", Disk.LOCAL);
    }

    @Test
    void a_folder_is_a_folder() {
        StateStore store = open(folder.resolve("state").toString());

        assertThat(store).isInstanceOf(FileStateStore.class);
        assertThat(store.place()).isEqualTo(folder.resolve("state").toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"state", "./a b", "C:\\state", "C:/state", "x:y"})
    void a_name_with_anything_in_it_is_a_folder(String setting) {
        assertThat(open(setting)).isInstanceOf(FileStateStore.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:mysql://u:geheim@host/db",
                "jdbc:h2:mem:x;PASSWORD=geheim",
                "JDBC:postgresql://host/db?password=geheim",
                "postgresql://u:geheim@host/db",
                "postgres:geheim",
                "http://u:geheim@host",
                "file:///tmp/geheim",
                "file:geheim",
                "s3://geheim",
                "",
                " "
            })
    void what_is_neither_a_folder_nor_a_postgresql_is_refused_without_being_shown(String setting) {
        assertThatThrownBy(() -> open(setting))
                .isInstanceOf(StateException.class)
                .hasMessageStartingWith("qanat.state: ")
                .hasMessageEndingWith("it takes a folder, or a PostgreSQL as jdbc:postgresql://host/database")
                .message()
                .doesNotContain("geheim");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:postgresql://u:geheim@host/db", "jdbc:postgresql://host:port/db?password=geheim",
                "jdbc:postgresql://127.0.0.1:1/db?user=u&password=geheim",
                        "jdbc:postgresql://127.0.0.1:1/db?password=%ge",
                "jdbc:postgresql://127.0.0.1:1/db?sslpassword=geheim&sslmode=verify-full",
                        "jdbc:postgresql://127.0.0.1:1/db"
            })
    void no_message_about_a_database_shows_a_password(String setting) {
        assertThatThrownBy(() -> open(setting))
                .isInstanceOf(StateException.class)
                .satisfies(e -> {
                    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
                        assertThat(cause.toString()).doesNotContain("geheim").doesNotContain("%ge");
                    }
                });
    }

    @Test
    void a_database_that_isnt_there_is_named() {
        assertThatThrownBy(() -> open("jdbc:postgresql://127.0.0.1:1/db?sslmode=disable"))
                .isInstanceOf(StateException.class)
                .hasMessageStartingWith("jdbc:postgresql://127.0.0.1:1/db: it can't be reached (")
                .hasMessageContaining("see that the database is there");
    }

    @ParameterizedTest
    @ValueSource(strings = {"postgresql-", "flyway-"})
    void a_library_that_is_missing_is_named(String library) throws Exception {
        String classPath = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .filter(entry -> !Path.of(entry).getFileName().toString().startsWith(library))
                .collect(Collectors.joining(File.pathSeparator));

        assertThat(error(classPath, Postgres.newDatabase() + "?user=postgres"))
                .contains("org.postgresql:postgresql and org.flywaydb:flyway-database-postgresql")
                .startsWith("Exception in thread \"main\" io.qanat.state.StateException: ");
    }

    private static String error(String classPath, String setting) throws IOException {
        Process process = LockingProcess.command(classPath, setting, "orders").start();
        try (InputStream error = process.getErrorStream()) {
            return new String(error.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
