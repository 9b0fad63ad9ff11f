package io.qanat.testing;

import io.qanat.api.Apis;
import io.qanat.api.Secret;
import io.qanat.api.Secrets;
import io.qanat.api.Waiting;
import io.qanat.page.Answer;
import io.qanat.page.Headers;
import io.qanat.pull.PullMemory;
import io.qanat.pull.PullSettings;
import io.qanat.pull.Pulls;
import io.qanat.pull.RunResult;
import io.qanat.pull.Storage;
import io.qanat.settings.PropertyLayers;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.CamelContext;

/**
 * Records what an API answers, once, into a folder that {@link Answers#recorded} reads: from the real API, or from the kept
 * pages of a run. What is known as a secret (the API's credentials, and what stands under a telling name in header, query or
 * body) is {@code ***} in the files; personal data isn't, so look at them before they go into a repository.
 */
public final class Recorder {
    static final String MASK = Secret.MASK;

    /** What belongs to one connection, or to the machine that recorded. */
    private static final Set<String> PASSING = Set.of(
            "connection",
            "content-length",
            "date",
            "host",
            "keep-alive",
            "transfer-encoding",
            "upgrade",
            "http2-settings");

    private final List<Path> files;
    private final PropertyLayers layers;

    private Recorder(List<Path> files, PropertyLayers layers) {
        this.files = files;
        this.layers = layers;
    }

    /**
     * Records with the settings that the program has: that file, {@code .env} beside it, the environment.
     *
     * @param settings the properties file, which need not exist
     * @param routes the route files
     */
    public static Recorder of(Path settings, Path... routes) {
        return with(settings, System.getenv(), routes);
    }

    static Recorder with(Path settings, Map<String, String> environment, Path... routes) {
        return new Recorder(List.of(routes), PropertyLayers.read(settings, environment, Map.of()));
    }

    /**
     * Runs a pull against the real API, politely as ever, with state and tables of its own that are thrown away, and keeps
     * all answers, those of failures too.
     *
     * @param folder is made if it isn't there
     * @return how the run ended
     * @throws Exception if the routes can't be started
     */
    public RunResult record(String pull, Path folder) throws Exception {
        List<URI> urls = new CopyOnWriteArrayList<>();
        List<Recording.Entry> entries = new CopyOnWriteArrayList<>();
        Instant begun = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        RouteTestSetup setup = new RouteTestSetup(files).answers(Answers.by(new Forwarding(urls, entries::add)));
        try (RouteTest test = setup.source(layers).start(TestClock.at(begun), Waiting.SYSTEM, urls)) {
            RunResult result = test.pull(pull);
            List<Secrets> secrets = secrets(test.context());
            new Recording(
                            urls.stream().map(Forwarding::origin).distinct().toList(),
                            begun,
                            entries.stream()
                                    .map(entry -> masked(entry, secrets))
                                    .toList())
                    .write(folder);
            return result;
        }
    }

    private static List<Secrets> secrets(CamelContext context) {
        return Pulls.of(context).all().stream()
                .map(PullSettings::api)
                .distinct()
                .map(Apis.of(context)::secrets)
                .toList();
    }

    /**
     * Makes a recording of the kept pages of a run: those of a pull with {@code keepRaw=true}. They know no method and no body
     * of their requests; a recorded answer goes to each method then.
     *
     * @param settings the properties file, which says where the state is
     * @param run its id, as {@code qanat runs} shows it
     * @throws io.qanat.pull.RunException if no pages of it are kept
     */
    public static void recordRun(Path settings, String run, Path folder) throws IOException {
        PropertyLayers read = PropertyLayers.read(settings, System.getenv(), Map.of());
        List<Answer> pages = PullMemory.pages(Storage.of(read::getProperty), run, MASK);
        List<Recording.Entry> entries = new ArrayList<>();
        for (Answer page : pages) {
            Reply reply = new Reply(page.status(), page.headers(), page.body());
            String line = RecordedAnswers.ANY + " " + target(page.url());
            entries.add(masked(new Recording.Entry(line, Headers.NONE, null, reply), List.of(new Secrets())));
        }
        new Recording(
                        pages.stream()
                                .map(page -> Forwarding.origin(page.url()))
                                .distinct()
                                .toList(),
                        Instant.now().truncatedTo(ChronoUnit.SECONDS),
                        entries)
                .write(folder);
    }

    private static String target(URI url) {
        return url.getRawPath() + (url.getRawQuery() == null ? "" : "?" + url.getRawQuery());
    }

    private static Recording.Entry masked(Recording.Entry entry, List<Secrets> all) {
        Recording.Entry masked = entry;
        for (Secrets secrets : all) {
            masked = masked(masked, secrets);
        }
        return masked;
    }

    private static Recording.Entry masked(Recording.Entry entry, Secrets secrets) {
        String body = entry.requestBody();
        return new Recording.Entry(
                secrets.url(entry.request()),
                headers(entry.requestHeaders(), secrets),
                body == null ? null : secrets.text(body),
                masked(entry.reply(), secrets));
    }

    /** What isn't text in UTF-8 stays as it is. */
    private static Reply masked(Reply reply, Secrets secrets) {
        String text = reply.text();
        boolean isText = Arrays.equals(text.getBytes(StandardCharsets.UTF_8), reply.body());
        byte[] body = isText ? secrets.json(secrets.url(text)).getBytes(StandardCharsets.UTF_8) : reply.body();
        return new Reply(reply.status(), headers(reply.headers(), secrets), body);
    }

    private static Headers headers(Headers headers, Secrets secrets) {
        Headers lasting = new Headers(headers.fields().stream()
                .filter(field -> !passing(field.name()))
                .toList());
        return secrets.headers(lasting);
    }

    static boolean passing(String field) {
        return PASSING.contains(field.toLowerCase(Locale.ROOT)) || field.startsWith(":");
    }
}
