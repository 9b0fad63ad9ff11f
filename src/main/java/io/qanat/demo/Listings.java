package io.qanat.demo;

import static java.util.Map.entry;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Every way of the shop to give a list page by page, by its name in the path. Immutable and thread-safe. */
final class Listings {
    static final String CURSOR_HEADER = "X-Cursor";
    static final String NEXT_CURSOR_HEADER = "X-Next-Cursor";

    private static final int DEFAULT_PAGE = 50;

    private final int maxPage;
    private final Links links;
    private final Map<String, Listing> byName = Map.ofEntries(
            entry("cursor", this::cursor),
            entry("cursor-header", this::cursorHeader),
            entry("search", this::search),
            entry("offset", this::offset),
            entry("offset-only", this::offsetOnly),
            entry("page", this::page),
            entry("link", this::link),
            entry("next", this::next),
            entry("next-relative", this::nextRelative),
            entry("odata", this::odata),
            entry("last-id", this::lastId),
            entry("continue", this::continued),
            entry("all", (call, rows) -> Reply.ok(rows::write)));

    /** One way to give a list. */
    @FunctionalInterface
    interface Listing {
        Reply list(Call call, Selection rows);
    }

    Listings(int maxPage, Links links) {
        this.maxPage = maxPage;
        this.links = links;
    }

    /** The listing of that name, or null. */
    @Nullable
    Listing named(String name) {
        return byName.get(name);
    }

    private Reply cursor(Call call, Selection rows) {
        return cursorReply(rows, rows.after(Cursor.read(call.parameter("cursor")), size(call, "limit")));
    }

    private Reply search(Call call, Selection rows) {
        JsonNode body = call.json();
        int size =
                body.has("limit") ? cut(Call.number("limit", body.get("limit").asText(), 1)) : DEFAULT_PAGE;
        return cursorReply(rows, rows.after(Cursor.read(body.path("cursor").asText("")), size));
    }

    private static Reply cursorReply(Selection rows, Selection part) {
        return Reply.ok(out -> {
            out.writeStartObject();
            part.write(out, "data");
            out.writeObjectField("next_cursor", Cursor.behind(part, rows));
            out.writeEndObject();
        });
    }

    private Reply cursorHeader(Call call, Selection rows) {
        Selection part = rows.after(Cursor.read(call.header(CURSOR_HEADER)), size(call, "limit"));
        String next = Cursor.behind(part, rows);
        Reply reply = Reply.ok(part::write);
        return next == null ? reply : reply.with(NEXT_CURSOR_HEADER, next);
    }

    private Reply offset(Call call, Selection rows) {
        Selection part = rows.part(call.number("offset", 0, 0), size(call, "limit"));
        return Reply.ok(out -> {
            out.writeStartObject();
            part.write(out, "items");
            out.writeNumberField("total", rows.size());
            out.writeEndObject();
        });
    }

    private Reply offsetOnly(Call call, Selection rows) {
        return Reply.ok(rows.part(call.number("offset", 0, 0), size(call, "limit"))::write);
    }

    /** Beyond the last page there is nothing to be found, as with Django's REST framework. */
    private Reply page(Call call, Selection rows) {
        PageNumber page = PageNumber.of(call, rows, size(call, "per_page"));
        if (page.number() > page.count()) {
            throw Refusal.notFound("page " + page.number() + ", the last is " + page.count());
        }
        return Reply.ok(out -> {
            out.writeStartObject();
            page.part(rows).write(out, "results");
            out.writeNumberField("page", page.number());
            out.writeNumberField("total_pages", page.count());
            out.writeNumberField("count", rows.size());
            out.writeEndObject();
        });
    }

    private Reply link(Call call, Selection rows) {
        PageNumber page = PageNumber.of(call, rows, size(call, "per_page"));
        return Reply.ok(page.part(rows)::write)
                .with("Link", links.header(call, page))
                .with("X-Total-Count", Integer.toString(rows.size()));
    }

    private Reply next(Call call, Selection rows) {
        return nextReply(call, rows, "next", part -> links.absolute(call, "after", Cursor.after(part.last())));
    }

    private Reply nextRelative(Call call, Selection rows) {
        return nextReply(call, rows, "next", part -> links.relative(call, "after", Cursor.after(part.last())));
    }

    private Reply nextReply(Call call, Selection rows, String field, LinkMaker link) {
        Selection part = rows.after(Cursor.read(call.parameter("after")), size(call, "limit"));
        return Reply.ok(out -> {
            out.writeStartObject();
            part.write(out, "results");
            out.writeObjectField(field, part.endsBefore(rows) ? link.to(part) : null);
            out.writeEndObject();
        });
    }

    /** At the end the link is absent, not null (OData JSON Format 4.01 §4.5.6). */
    private Reply odata(Call call, Selection rows) {
        Selection part = rows.after(Cursor.read(call.parameter("$skiptoken")), size(call, "$top"));
        return Reply.ok(out -> {
            out.writeStartObject();
            part.write(out, "value");
            if (part.endsBefore(rows)) {
                out.writeStringField("@odata.nextLink", links.absolute(call, "$skiptoken", Cursor.after(part.last())));
            }
            out.writeEndObject();
        });
    }

    private Reply lastId(Call call, Selection rows) {
        Selection part = rows.after(call.number("starting_after", 0, 0), size(call, "limit"));
        return Reply.ok(out -> {
            out.writeStartObject();
            out.writeStringField("object", "list");
            part.write(out, "data");
            out.writeBooleanField("has_more", part.endsBefore(rows));
            out.writeEndObject();
        });
    }

    /** As MediaWiki does: all members of {@code continue} belong into the next query, and none of them alone. */
    private Reply continued(Call call, Selection rows) {
        if ((call.parameter("continue") == null) != (call.parameter("rowcontinue") == null)) {
            throw Refusal.badRequest("continue and rowcontinue must be given together");
        }
        Selection part = rows.after(Cursor.read(call.parameter("rowcontinue")), size(call, "limit"));
        return Reply.ok(out -> {
            out.writeStartObject();
            if (part.endsBefore(rows)) {
                writeContinue(out, Cursor.after(part.last()));
            }
            out.writeObjectFieldStart("query");
            part.write(out, "rows");
            out.writeEndObject();
            out.writeEndObject();
        });
    }

    private static void writeContinue(JsonGenerator out, String cursor) throws IOException {
        out.writeObjectFieldStart("continue");
        out.writeStringField("rowcontinue", cursor);
        out.writeStringField("continue", "-||");
        out.writeEndObject();
    }

    private int size(Call call, String parameter) {
        return cut(call.number(parameter, 1, DEFAULT_PAGE));
    }

    /** Larger pages than allowed are cut without a word, as many APIs do. */
    private int cut(int size) {
        return Math.min(size, maxPage);
    }

    @FunctionalInterface
    private interface LinkMaker {
        String to(Selection part);
    }
}
