package io.qanat.incremental;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import io.qanat.page.RequestTemplate;
import io.qanat.settings.Parameters;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How a pull asks only for what is new. Immutable.
 *
 * @param field where the value stands in a record, whose greatest is kept
 * @param sinceParam the query parameter of the lower bound, or null
 * @param untilParam the query parameter of the upper bound, or null
 * @param untilPlaceholder whether {@code {until}} stands in the request
 * @param format how bounds are sent and the field's numbers are read
 * @param since where the first run begins, or null for all there is
 * @param lookback how far before the bookmark a run begins
 * @param window the length of a run's range, or null for all at once
 * @param onMissing what becomes of records without the field
 */
public record IncrementalSettings(
        JsonPointer field,
        @Nullable String sinceParam,
        @Nullable String untilParam,
        boolean untilPlaceholder,
        TimeFormat format,
        @Nullable Position since,
        Lookback lookback,
        @Nullable Duration window,
        MissingField onMissing) {
    /** The names that may stand in braces in a pull's requests. */
    public static final Set<String> PLACEHOLDERS = Set.of(Bounds.SINCE, Bounds.UNTIL);

    /**
     * Reads the parameters of {@code api-pull} that are about increments. A mistake is noted in the parameters, whose
     * {@link Parameters#check} must be called before the settings are used.
     *
     * @param parameters the pull's parameters
     * @param request the pull's requests, which may hold placeholders
     * @return null if the pull has no {@code incrementalField}
     */
    public static @Nullable IncrementalSettings read(Parameters parameters, RequestTemplate request) {
        return new IncrementalReader(parameters, request).read();
    }

    /** Whether the request has a place for an upper bound. */
    boolean asksUntil() {
        return untilParam != null || untilPlaceholder;
    }

    /**
     * The bookmark that was kept, as {@link Bookmark#toJson} wrote it or a person edited it: an object, or the value alone.
     *
     * @param kept null for none
     * @param subject begins a message, such as {@code orders}
     * @throws IncrementalException if it can't be understood
     */
    public @Nullable Bookmark bookmark(@Nullable JsonNode kept, String subject) {
        return kept == null || kept.isNull() ? null : BookmarkJson.read(kept, new Values(format), subject);
    }

    /**
     * A range as a person writes it.
     *
     * @param from the text of {@code --since}, or null
     * @param until the text of {@code --until}, or null
     * @return null if neither is given
     * @throws IncrementalException if a text is no position, or there is an end without a beginning
     */
    public @Nullable Backfill backfill(@Nullable String from, @Nullable String until, String subject) {
        if (from == null && until == null) {
            return null;
        }
        if (from == null) {
            throw new IncrementalException(subject + ": --until needs --since: say where the range begins");
        }
        Position begin = option("--since", from, null, subject);
        Position end = until == null ? null : option("--until", until, begin.kind(), subject);
        if (end != null && end.compareTo(begin) < 0) {
            throw new IncrementalException(
                    subject + ": --until " + until + " lies before --since " + from + "; swap them");
        }
        return new Backfill(begin, end);
    }

    private Position option(String name, String text, @Nullable FieldKind kind, String subject) {
        try {
            return new Values(format).start(text.strip(), kind);
        } catch (IllegalArgumentException e) {
            throw new IncrementalException(subject + ": " + name + ": " + e.getMessage());
        }
    }
}
