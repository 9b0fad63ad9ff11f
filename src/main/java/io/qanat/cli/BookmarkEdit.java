package io.qanat.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.qanat.incremental.Bookmark;
import io.qanat.incremental.IncrementalException;
import io.qanat.incremental.IncrementalSettings;
import io.qanat.incremental.Position;
import io.qanat.incremental.Position.Moment;
import io.qanat.incremental.Windows;
import io.qanat.page.Json;
import io.qanat.pull.PullSettings;
import io.qanat.pull.Remembered;
import io.qanat.settings.SettingsException;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A bookmark, or cursors, as somebody wrote them for a pull.
 *
 * @param pull the pull's settings
 * @param value a value of the incremental field; or JSON as the state has it
 */
record BookmarkEdit(PullSettings pull, String value) {

    /**
     * What is remembered with them.
     *
     * @throws SettingsException if the value can't be the pull's
     */
    Remembered apply(Remembered before) {
        IncrementalSettings increments = pull.increments();
        if (increments != null) {
            return before.withBookmark(bookmark(increments, before.bookmark()).toJson());
        }
        if (pull.pages().keepCursor()) {
            return before.withCursors(cursors());
        }
        throw wrong("it has neither incrementalField nor keepCursor, so that nothing can be set");
    }

    private Bookmark bookmark(IncrementalSettings increments, @Nullable JsonNode kept) {
        Bookmark wanted = checked(increments, node());
        Bookmark old = old(increments, kept);
        if (old == null) {
            return wanted;
        }
        requireSameKind(wanted, old);
        boolean forward = wanted.published().isEmpty() && wanted.at().compareTo(old.at()) >= 0;
        return new Bookmark(spelt(wanted.at(), old.at()), forward ? old.published() : wanted.published());
    }

    /** The next run asks for it as the API spells its values, and a person may write a date for a time. */
    private static Position spelt(Position wanted, Position seen) {
        return wanted instanceof Moment moment && seen instanceof Moment old ? old.at(moment.at()) : wanted;
    }

    private Bookmark checked(IncrementalSettings increments, JsonNode node) {
        Bookmark bookmark = read(increments, node);
        if (bookmark.at() instanceof Moment moment
                && moment.at().isAfter(Instant.now().plus(Windows.FUTURE))) {
            throw wrong("\"" + moment.text() + "\" lies in the future, so that nothing would be pulled");
        }
        return bookmark;
    }

    /** Checked as the next run will. */
    private Bookmark read(IncrementalSettings increments, JsonNode node) {
        try {
            Bookmark bookmark = increments.bookmark(node, pull.name());
            if (bookmark == null) {
                throw wrong("it is empty; write a value");
            }
            new Windows(increments, pull.name()).first(bookmark, null, Instant.now());
            return bookmark;
        } catch (IncrementalException e) {
            String reason = String.valueOf(e.getMessage())
                    .replaceFirst("^.*the bookmark in the state can't be understood: ", "")
                    .replaceFirst("; correct its value, or reset the state to begin afresh$", "");
            throw wrong(reason);
        }
    }

    /** One that can't be read is being replaced. */
    private @Nullable Bookmark old(IncrementalSettings increments, @Nullable JsonNode kept) {
        try {
            return increments.bookmark(kept, pull.name());
        } catch (IncrementalException e) {
            return null;
        }
    }

    private void requireSameKind(Bookmark wanted, Bookmark old) {
        if (wanted.at().kind() != old.at().kind()) {
            throw wrong("\"" + wanted.at().text() + "\" is of kind " + word(wanted) + ", but the bookmark is of kind "
                    + word(old) + " (" + old.at().text() + "); write a value of that kind, or --reset first");
        }
    }

    private static String word(Bookmark bookmark) {
        return bookmark.at().kind().name().toLowerCase(Locale.ROOT);
    }

    private JsonNode cursors() {
        JsonNode node = node();
        return node.isObject() ? node : Json.MAPPER.createObjectNode().set("", node);
    }

    /** As the state has it, or a bare value. */
    private JsonNode node() {
        String text = value.strip();
        if (!text.startsWith("{") && !text.startsWith("\"")) {
            return TextNode.valueOf(text);
        }
        try {
            return Json.MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            throw wrong("it is no JSON: " + e.getOriginalMessage());
        }
    }

    private SettingsException wrong(String message) {
        return new SettingsException("pull " + pull.name(), "--set", message);
    }
}
