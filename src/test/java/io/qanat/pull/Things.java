package io.qanat.pull;

import static io.qanat.testserver.Behaviours.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.qanat.pull.RunResult.Outcome;
import io.qanat.testserver.Behaviour;
import io.qanat.testserver.FaultServer;

/** Three pages of things, the pull orders of them, and what must hold when it fails. */
final class Things {
    private Things() {}

    static final String[] PAGED = {"path=/things", "pagination=cursor"};
    static final Behaviour FIRST = json("{\"data\":[{\"id\":1}],\"next_cursor\":\"a\"}");
    static final Behaviour SECOND = json("{\"data\":[{\"id\":2}],\"next_cursor\":\"b\"}");
    static final Behaviour LAST = json("{\"data\":[{\"id\":3}],\"next_cursor\":null}");

    static FaultServer three() throws Exception {
        return FaultServer.start(FIRST, SECOND, LAST);
    }

    static String withExtras(String extras, String steps) {
        return RouteText.route("orders", extras, steps, PAGED);
    }

    static void assertNothingPublished(PullHarness pull, RunResult result) {
        assertThat(result.result()).isEqualTo(Outcome.FAILED);
        assertThat(result.files()).isEmpty();
        assertThat(pull.store.published).isEmpty();
        assertThat(pull.store.calls).doesNotContain("publish memory");
    }
}
