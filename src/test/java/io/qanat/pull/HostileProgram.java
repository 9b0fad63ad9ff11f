package io.qanat.pull;

import io.qanat.page.Page;
import java.net.URI;
import java.util.List;

/** Pulls one URL after the other in a process of its own, and says how each ended and how much memory it took. */
final class HostileProgram {
    private static final String CONSUME = "- process: { ref: consume }";

    static final String RESUMED = "resumed";
    static final String BEARER = "bearer:";

    private HostileProgram() {}

    /**
     * URLs, each with the place of its records after a blank, and perhaps how it is pulled: {@code resumed} if a second page
     * fails, so that another run reads the first from the journal; {@code bearer:TOKEN}.
     */
    @SuppressWarnings("SystemOut") // that is what it is for
    public static void main(String... pulls) throws Exception {
        for (String pull : pulls) {
            List<String> words = List.of(pull.split(" ", -1));
            URI url = URI.create(words.get(0));
            String how = words.get(2);
            RunResult result = run(url, words.get(1), how);
            String error = (how.equals(RESUMED) && !result.resumed() ? "not resumed: " : "") + result.error();
            System.out.println(url.getPath() + "\t" + result.rows() + "\t"
                    + result.time().toMillis() + "\t"
                    + error.substring(0, Math.min(error.length(), 600)));
        }
    }

    private static RunResult run(URI url, String records, String how) throws Exception {
        try (PullHarness pull = PullHarness.prepared(
                harness -> harness.step("consume", exchange -> {
                    try (Page.Records all =
                            exchange.getMessage().getBody(Page.class).records()) {
                        while (all.next()) {
                            all.parser().skipChildren();
                        }
                    }
                }),
                RouteText.api(url.resolve("/"), api(how)),
                RouteText.pullWith(
                        CONSUME,
                        "path=" + url.getPath(),
                        "pagination=" + (how.equals(RESUMED) ? "cursor" : "none"),
                        "records=" + records))) {
            RunResult result = pull.run();
            return how.equals(RESUMED) ? pull.run() : result;
        }
    }

    private static String[] api(String how) {
        return how.startsWith(BEARER)
                ? new String[] {"maxAttempts=1", "auth=bearer", "token=" + how.substring(BEARER.length())}
                : new String[] {"maxAttempts=1"};
    }
}
