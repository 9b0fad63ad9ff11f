package io.qanat.cookbook;

import static org.assertj.core.api.Assertions.assertThat;

import io.qanat.testing.Answers;
import io.qanat.testing.Reply;
import io.qanat.testing.RouteTest;
import io.qanat.testing.SentRequest;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SlackCursorTest {
    private static final String FILE = "slack-cursor.camel.yaml";
    private static final int CHANNELS = 450;

    /** Its errors come with status 200. */
    static Reply slack(SentRequest request) {
        String wrong = Recipe.wrong(
                request, "GET /api/conversations.list", List.of("cursor", "exclude_archived", "limit", "types"));
        if (wrong != null) {
            return Reply.json("{\"ok\":false,\"error\":\"invalid_arguments\",\"detail\":\"" + wrong + "\"}");
        }
        if (!"Bearer xoxb-token".equals(request.header("Authorization"))) {
            return Reply.json("{\"ok\":false,\"error\":\"invalid_auth\"}");
        }
        String cursor = request.parameter("cursor");
        if (cursor != null && !cursor.matches("team:\\d+=")) {
            return Reply.json("{\"ok\":false,\"error\":\"invalid_cursor\"}");
        }
        int from = cursor == null ? 0 : Integer.parseInt(cursor.replaceAll("\\D", ""));
        int to = Math.min(from + Recipe.number(request, "limit", 100), CHANNELS);
        String next = to < CHANNELS ? "team:" + to + "=" : "";
        return Reply.json("{\"ok\":true,\"channels\":"
                + Recipe.array(from, to, number -> "{\"id\":\"C" + number + "\",\"name\":\"channel-" + number + "\"}")
                + ",\"response_metadata\":{\"next_cursor\":\"" + next + "\"}}");
    }

    @Test
    void the_cursor_is_followed_until_it_is_empty() throws Exception {
        try (RouteTest test = Recipe.start(FILE, SlackCursorTest::slack)) {
            assertThat(test.pull("slack-channels").error()).isNull();

            assertThat(test.rows("slack_channels")).hasSize(CHANNELS);
            assertThat(test.requests())
                    .extracting(request -> request.parameter("cursor"))
                    .containsExactly(null, "team:200=", "team:400=");
        }
    }

    @Test
    void an_error_with_status_200_fails_the_run() throws Exception {
        Answers answers = Answers.by(SlackCursorTest::slack);
        answers.instead(2, Reply.json("{\"ok\":false,\"error\":\"token_revoked\"}"));
        try (RouteTest test = Recipe.start(FILE, answers)) {
            assertThat(test.pull("slack-channels").error()).contains("token_revoked");

            assertThat(test.rows("slack_channels")).isEmpty();
        }
    }
}
