package io.qanat.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.qanat.page.Json;
import io.qanat.settings.SettingsException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * A refresh token in a file of the state folder, with owner-only rights from its first byte on. Beside it stands the hash of
 * the settings' token that it descends from: a new one in the settings wins. Read at each use, so that a token that another
 * process has stored is seen. Called by one thread at a time.
 */
final class StoredRefreshTokens implements RefreshTokens {
    private static final String DESCENT = "settingsTokenSha256";
    private static final String TOKEN = "refreshToken";

    private final String api;
    private final Path folder;
    private final Path file;
    private final Secret given;
    private final Secrets secrets;
    private @Nullable Secret unsaved;

    /**
     * Of one API.
     *
     * @param given the token of the settings
     * @param secrets is told each token, so that it is masked
     */
    StoredRefreshTokens(String api, Path folder, Secret given, Secrets secrets) {
        this.api = api;
        this.folder = folder;
        this.file = folder.resolve(Urls.encode(api) + ".refresh-token");
        this.given = given;
        this.secrets = secrets;
    }

    /**
     * Those of an API, in memory if it has none.
     *
     * @param state setting {@code qanat.state}
     * @throws SettingsException if the state is no folder
     */
    static RefreshTokens in(String state, String api, Secret given, Secrets secrets) {
        if (given.isEmpty()) {
            return RefreshTokens.inMemory(given);
        }
        if (state.matches("[a-z][a-z0-9+]+:.*")) {
            throw new SettingsException(
                    "api " + api, "refreshToken", "is kept in a file when it changes: qanat.state must be a folder");
        }
        return new StoredRefreshTokens(api, Path.of(state), given, secrets);
    }

    /** {@inheritDoc} One that couldn't be written when it came is written now. */
    @Override
    public Secret current() {
        if (unsaved != null) {
            rotated(unsaved);
        }
        Secret stored = stored();
        if (stored == null) {
            return given;
        }
        secrets.add(stored);
        return stored;
    }

    private @Nullable Secret stored() {
        try {
            JsonNode content = Json.MAPPER.readTree(Files.readAllBytes(file));
            boolean descends = content.path(DESCENT).asText().equals(hash(given));
            String token = content.path(TOKEN).asText();
            return descends && !token.isEmpty() ? new Secret(token) : null;
        } catch (NoSuchFileException e) {
            return null;
        } catch (IOException e) {
            // no cause: a parser's message quotes what it read
            throw new RefreshTokenException(
                    api + ": the refresh token in " + file + " can't be read ("
                            + e.getClass().getSimpleName()
                            + "): make it readable, or delete it and put a new token into the settings",
                    null);
        }
    }

    @Override
    public void rotated(Secret next) {
        secrets.add(next);
        unsaved = next;
        ObjectNode content = Json.MAPPER.createObjectNode();
        content.put(DESCENT, hash(given)).put(TOKEN, next.value());
        try {
            replace(content.toString().getBytes(StandardCharsets.UTF_8));
            unsaved = null;
        } catch (IOException e) {
            throw new RefreshTokenException(
                    api + ": the new refresh token can't be written to " + file + " (" + e
                            + "); it is kept in memory only: make room or give rights before the program ends",
                    e);
        }
    }

    /** A power failure leaves the old file or the new one. */
    private void replace(byte[] content) throws IOException {
        Files.createDirectories(folder);
        Path written = Files.createTempFile(folder, ".refresh-token", ".tmp", ownerOnly(folder));
        try {
            try (FileChannel channel = FileChannel.open(written, StandardOpenOption.WRITE)) {
                ByteBuffer bytes = ByteBuffer.wrap(content);
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(true);
            }
            Files.move(written, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(written);
        }
        syncNames(folder);
    }

    /** Elsewhere than on POSIX systems the folder's rights hold. */
    private static FileAttribute<?>[] ownerOnly(Path folder) {
        return posix(folder)
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }

    private static void syncNames(Path folder) throws IOException {
        if (posix(folder)) {
            try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }

    private static boolean posix(Path folder) {
        return folder.getFileSystem().supportedFileAttributeViews().contains("posix");
    }

    private static String hash(Secret secret) {
        try {
            byte[] bytes = secret.value().getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
