package io.qanat.pull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.qanat.incremental.Bounds;
import io.qanat.journal.SecretMarks;
import io.qanat.state.PullLock;
import io.qanat.state.PullState;
import io.qanat.state.StateStore;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What is settled when a run begins, so that it makes the same requests when another process goes on with it.
 *
 * @param id the run's id
 * @param begun when it began
 * @param options what was asked of it beyond what its route says
 * @param bounds what it asks for, if it asks only for what is new
 * @param state what was remembered of the pull before it
 * @param marks keep the API's credentials out of what is kept
 * @param journal its pages
 * @param store where its end is noted
 * @param lock the pull, taken for this process
 */
record RunPlan(
        String id,
        Instant begun,
        RunOptions options,
        @Nullable Bounds bounds,
        PullState state,
        SecretMarks marks,
        RunJournal journal,
        StateStore store,
        PullLock lock) {
    /** The state's value with the {@link io.qanat.incremental.Bookmark}. */
    static final String BOOKMARK = "bookmark";

    /** The state's value that says where the records were found, for an answer that shows it not. */
    static final String RECORDS = "records";

    /** The state's value with the cursor or link that each slice begins with. */
    static final String CURSORS = "cursors";

    /** What a slice begins with, with the credentials of now; null for its beginning. */
    @Nullable
    JsonNode cursor(String slice) {
        JsonNode cursor =
                state.values().getOrDefault(CURSORS, MissingNode.getInstance()).get(slice);
        return cursor == null || !cursor.isTextual() ? cursor : marked(cursor, marks::reveal);
    }

    /** Where an earlier run found the records; null if none did. */
    @Nullable
    String recordsAt() {
        JsonNode at = state.values().get(RECORDS);
        return at == null ? null : at.textValue();
    }

    /** A cursor as it is remembered: a link may hold the API's credentials, which are not kept (requirement C6). */
    @Nullable
    JsonNode hidden(@Nullable JsonNode cursor) {
        return cursor == null || !cursor.isTextual() ? cursor : marked(cursor, marks::hide);
    }

    private static JsonNode marked(JsonNode text, UnaryOperator<byte[]> marks) {
        byte[] bytes = text.textValue().getBytes(StandardCharsets.UTF_8);
        return TextNode.valueOf(new String(marks.apply(bytes), StandardCharsets.UTF_8));
    }
}
