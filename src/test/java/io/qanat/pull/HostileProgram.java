package io.qanat.pull;

import io.qanat.page.Page;
import java.net.URI;

/** Pulls one URL after the other in a process of its own, and says how each ended and how much memory it took. */
final class HostileProgram {
    private static final String CONSUME = "- process: { ref: consume }";

    private HostileProgram() {}

    /** URLs, each with the place of its records after a blank. */
    @SuppressWarnings("SystemOut") // that is what it is for
    public static void main(String... pulls) throws Exception {
        for (String pull : pulls) {
            String url = pull.substring(0, pull.indexOf(' '));
            String records = pull.substring(pull.indexOf(' ') + 1);
            RunResult result = run(URI.create(url), records);
            String error = String.valueOf(result.error());
            System.out.println(URI.create(url).getPath() + "\t" + result.rows() + "\t"
                    + result.time().toMillis() + "\t"
                    + error.substring(0, Math.min(error.length(), 600)));
        }
    }

    private static RunResult run(URI url, String records) throws Exception {
        try (PullHarness pull = PullHarness.prepared(
                harness -> harness.step("consume", exchange -> {
                    try (Page.Records all =
                            exchange.getMessage().getBody(Page.class).records()) {
                        while (all.next()) {
                            all.parser().skipChildren();
                        }
                    }
                }),
                RouteText.api(url.resolve("/"), "maxAttempts=1"),
                RouteText.pullWith(CONSUME, "path=" + url.getPath(), "pagination=none", "records=" + records))) {
            return pull.run();
        }
    }
}
