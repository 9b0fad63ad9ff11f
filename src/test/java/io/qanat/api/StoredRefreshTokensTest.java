package io.qanat.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qanat.settings.SettingsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class StoredRefreshTokensTest {
    private static final Secret FIRST = new Secret("refresh-0");

    @TempDir
    Path folder;

    private final Secrets secrets = new Secrets();

    private RefreshTokens tokens(Secret given) {
        return StoredRefreshTokens.in(folder.resolve("state").toString(), "shop", given, secrets);
    }

    private Path file() {
        return folder.resolve("state/shop.refresh-token");
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(file().getParent())) {
            return files.map(path -> path.getFileName().toString()).toList();
        }
    }

    @Test
    void the_settings_token_is_used_until_another_came_and_nothing_is_written() {
        assertThat(tokens(FIRST).current()).isEqualTo(FIRST);
        assertThat(folder.resolve("state")).doesNotExist();
    }

    @Test
    void a_token_that_replaced_it_is_found_by_the_next_process() throws IOException {
        tokens(FIRST).rotated(new Secret("refresh-1"));
        tokens(FIRST).rotated(new Secret("refresh-2"));
        assertThat(tokens(FIRST).current()).isEqualTo(new Secret("refresh-2"));
        assertThat(names()).containsExactly("shop.refresh-token");
    }

    @Test
    void a_new_token_in_the_settings_wins() {
        tokens(FIRST).rotated(new Secret("refresh-1"));
        assertThat(tokens(new Secret("fresh")).current()).isEqualTo(new Secret("fresh"));
        tokens(new Secret("fresh")).rotated(new Secret("refresh-2"));
        assertThat(tokens(new Secret("fresh")).current()).isEqualTo(new Secret("refresh-2"));
        assertThat(tokens(FIRST).current()).isEqualTo(FIRST);
    }

    @Test
    void a_token_that_another_process_stored_is_seen() {
        RefreshTokens ours = tokens(FIRST);
        assertThat(ours.current()).isEqualTo(FIRST);
        tokens(FIRST).rotated(new Secret("refresh-1"));
        assertThat(ours.current()).isEqualTo(new Secret("refresh-1"));
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void only_its_owner_may_read_the_file() throws IOException {
        tokens(FIRST).rotated(new Secret("refresh-1"));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
                .isEqualTo("rw-------");
    }

    @Test
    void the_settings_token_itself_is_not_written() throws IOException {
        tokens(FIRST).rotated(new Secret("refresh-1"));
        assertThat(Files.readString(file())).contains("refresh-1").doesNotContain("refresh-0");
    }

    @Test
    void tokens_are_masked_whether_they_came_or_were_read() {
        tokens(FIRST).rotated(new Secret("refresh-1"));
        assertThat(secrets.text("a refresh-1 b")).isEqualTo("a *** b");
        Secrets later = new Secrets();
        StoredRefreshTokens.in(folder.resolve("state").toString(), "shop", FIRST, later)
                .current();
        assertThat(later.text("a refresh-1 b")).isEqualTo("a *** b");
    }

    @Test
    void one_that_can_t_be_written_is_kept_and_written_when_that_is_possible() throws IOException {
        Files.writeString(folder.resolve("state"), "a file where the folder should be");
        RefreshTokens tokens = tokens(FIRST);
        assertThatThrownBy(() -> tokens.rotated(new Secret("refresh-1")))
                .isInstanceOf(RefreshTokenException.class)
                .hasMessageStartingWith("shop: the new refresh token can't be written to " + file())
                .hasMessageNotContaining("refresh-1");
        assertThatThrownBy(tokens::current).isInstanceOf(RefreshTokenException.class);
        Files.delete(folder.resolve("state"));
        assertThat(tokens.current()).isEqualTo(new Secret("refresh-1"));
        assertThat(tokens(FIRST).current()).isEqualTo(new Secret("refresh-1"));
    }

    @Test
    void a_broken_file_is_told_without_what_it_holds() throws IOException {
        Files.createDirectories(file().getParent());
        Files.writeString(file(), "{\"refreshToken\":\"refresh-1");
        assertThatThrownBy(() -> tokens(FIRST).current())
                .isInstanceOf(RefreshTokenException.class)
                .hasMessageContaining(file().toString())
                .hasStackTraceContaining("can't be read")
                .satisfies(e -> assertThat(e.toString()).doesNotContain("refresh-1"));
    }

    @Test
    void a_state_that_is_no_folder_is_refused_for_them() {
        assertThatThrownBy(() -> StoredRefreshTokens.in("jdbc:postgresql://db/x", "shop", FIRST, secrets))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("qanat.state must be a folder");
        assertThat(StoredRefreshTokens.in("jdbc:postgresql://db/x", "shop", new Secret(""), secrets)
                        .current())
                .isEqualTo(new Secret(""));
    }
}
