package io.qanat.table;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.util.JsonParserDelegate;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Shows a record without the objects in it: their fields come as fields of the record, named by {@link FlatNames}. Arrays and
 * what is in them, and objects that have a declared type, come as they are. Not thread-safe.
 */
final class FlatParser extends JsonParserDelegate {
    private final Deque<FlatNames> above = new ArrayDeque<>();
    private FlatNames names;
    private FlatNames field;
    private boolean atName;
    private int kept;

    /** A view of a parser that stands at a record's first token. */
    FlatParser(JsonParser parser, FlatNames root) {
        super(parser);
        this.names = root;
        this.field = root;
        this.kept = parser.currentToken() == JsonToken.START_ARRAY ? 1 : 0;
    }

    @Override
    public @Nullable JsonToken nextToken() throws IOException {
        if (atName) {
            atName = false;
            return within(delegate.currentToken());
        }
        JsonToken token = delegate.nextToken();
        if (kept > 0 || token == null) {
            return within(token);
        }
        while (token == JsonToken.END_OBJECT && !above.isEmpty()) {
            names = above.pop();
            token = delegate.nextToken();
        }
        return token == JsonToken.FIELD_NAME ? name() : token;
    }

    /** Goes on to a name whose value isn't shown flat, or to the record's end. */
    private JsonToken name() throws IOException {
        JsonToken token = JsonToken.FIELD_NAME;
        while (token == JsonToken.FIELD_NAME) {
            field = names.child(delegate.currentName());
            token = delegate.nextToken();
            if (token != JsonToken.START_OBJECT || field.kept()) {
                atName = true;
                return JsonToken.FIELD_NAME;
            }
            above.push(names);
            names = field;
            token = delegate.nextToken();
            while (token == JsonToken.END_OBJECT && !above.isEmpty()) {
                names = above.pop();
                token = delegate.nextToken();
            }
        }
        return token;
    }

    /** Counts how deep within an array or a declared object it stands. */
    private @Nullable JsonToken within(@Nullable JsonToken token) {
        if (token != null) {
            kept += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
        }
        return token;
    }

    @Override
    public JsonParser skipChildren() throws IOException {
        JsonToken token = currentToken();
        if (token != null && token.isStructStart()) {
            delegate.skipChildren();
            kept--;
        }
        return this;
    }

    @Override
    public @Nullable JsonToken currentToken() {
        return atName ? JsonToken.FIELD_NAME : delegate.currentToken();
    }

    @Override
    public int currentTokenId() {
        return atName ? JsonToken.FIELD_NAME.id() : delegate.currentTokenId();
    }

    @Override
    public boolean hasToken(JsonToken token) {
        return currentToken() == token;
    }

    @Override
    public boolean isExpectedStartObjectToken() {
        return currentToken() == JsonToken.START_OBJECT;
    }

    @Override
    public String currentName() throws IOException {
        return kept > 1 || (kept == 1 && !atName && !delegate.currentToken().isStructStart())
                ? delegate.currentName()
                : field.path();
    }

    @Override
    public @Nullable String nextFieldName() throws IOException {
        return nextToken() == JsonToken.FIELD_NAME ? currentName() : null;
    }
}
