package io.qanat.cli;

import io.qanat.draft.ApiDraft;
import io.qanat.draft.Asker;
import io.qanat.draft.Endpoint;
import io.qanat.draft.RouteFileText;
import io.qanat.page.Answer;
import io.qanat.page.PageRequest;
import io.qanat.pull.Probe;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** An API that has no route file yet, asked by the very route that its file will have: at most one request a second. */
final class LiveApi implements Asker, AutoCloseable {
    private final App app;
    private final Path folder;
    private final String name;
    private int requests;

    private LiveApi(App app, Path folder, String name) {
        this.app = app;
        this.folder = folder;
        this.name = name;
    }

    /** An API without credentials. */
    static LiveApi open(Endpoint endpoint, String name, CommonOptions options) throws Exception {
        return open(endpoint, name, Map.of(), options);
    }

    /** An API with credentials, whose placeholders have values. */
    static LiveApi open(Endpoint endpoint, String name, Map<String, String> credentials, CommonOptions options)
            throws Exception {
        Map<String, String> parameters = new HashMap<>(credentials);
        parameters.put("rateLimit", endpoint.local() ? "off" : "1/1s");
        Path folder = Files.createTempDirectory("qanat-new");
        Path file = folder.resolve("api.camel.yaml");
        try {
            Files.writeString(
                    file, RouteFileText.of(new ApiDraft(name, "a look", endpoint.origin(), parameters, List.of())));
            return new LiveApi(App.startWith(options, folder), folder, name);
        } catch (Exception e) {
            delete(folder);
            throw e;
        }
    }

    @Override
    public Answer ask(PageRequest request) throws Exception {
        requests++;
        return Probe.ask(app.context(), name, request);
    }

    /** How many requests were made. */
    int requests() {
        return requests;
    }

    @Override
    public void close() {
        app.close();
        delete(folder);
    }

    private static void delete(Path folder) {
        try {
            Files.deleteIfExists(folder.resolve("api.camel.yaml"));
            Files.deleteIfExists(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
