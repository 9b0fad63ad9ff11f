package io.qanat.cli;

import io.qanat.draft.Endpoint;
import io.qanat.openapi.OpenApi;
import io.qanat.page.Answer;
import io.qanat.settings.SettingsException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * An OpenAPI document and where it came from.
 *
 * @param document the document
 * @param url its URL; null for a file
 */
record DocumentSource(OpenApi document, @Nullable URI url) {

    /**
     * Reads a file, or asks a URL once.
     *
     * @throws SettingsException if it isn't there
     * @throws Exception if no answer came
     */
    static DocumentSource read(String source, CommonOptions options) throws Exception {
        return source.matches("https?://.*") ? fetched(source, options) : new DocumentSource(file(source), null);
    }

    private static OpenApi file(String name) {
        try {
            return OpenApi.read(Files.readAllBytes(Path.of(name)), name);
        } catch (NoSuchFileException e) {
            throw new SettingsException("settings", "--openapi", "file " + name + " is not there");
        } catch (IOException e) {
            throw new SettingsException("settings", "--openapi", "file " + name + " can't be read: " + e.getMessage());
        }
    }

    private static DocumentSource fetched(String url, CommonOptions options) throws Exception {
        Endpoint endpoint = Endpoint.of(url);
        try (LiveApi api = LiveApi.open(endpoint, "document", options)) {
            Answer answer = api.ask(endpoint.request());
            if (answer.status() / 100 != 2) {
                throw new SettingsException("settings", "--openapi", url + " answered with status " + answer.status());
            }
            return new DocumentSource(OpenApi.read(answer.body(), url), answer.url());
        }
    }
}
