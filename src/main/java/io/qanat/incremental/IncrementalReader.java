package io.qanat.incremental;

import com.fasterxml.jackson.core.JsonPointer;
import io.qanat.page.Place;
import io.qanat.page.RequestTemplate;
import io.qanat.settings.NameValue;
import io.qanat.settings.Parameters;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads the parameters about increments, and refuses what contradicts itself or has no effect. */
final class IncrementalReader {
    private static final String FIELD = "incrementalField";
    private static final String SINCE_PARAM = "incrementalParam";
    private static final String UNTIL_PARAM = "incrementalUntilParam";
    private static final String FORMAT = "incrementalFormat";
    private static final String WINDOW = "window";
    private static final String LOOKBACK = "lookback";
    private static final String ON_MISSING = "onMissingField";
    private static final List<String> NEED_FIELD =
            List.of(SINCE_PARAM, UNTIL_PARAM, FORMAT, Bounds.SINCE, LOOKBACK, WINDOW);

    private final Parameters p;
    private final RequestTemplate request;

    IncrementalReader(Parameters p, RequestTemplate request) {
        this.p = p;
        this.request = request;
    }

    @Nullable
    IncrementalSettings read() {
        if (!p.has(FIELD)) {
            refuseWithoutField();
            return null;
        }
        TimeFormat format = p.parsed(FORMAT, TimeFormat::of);
        TimeFormat known = format == null ? TimeFormat.AS_SEEN : format;
        Lookback lookback = p.parsed(LOOKBACK, Lookback::of);
        IncrementalSettings settings = new IncrementalSettings(
                field(),
                p.optional(SINCE_PARAM),
                p.optional(UNTIL_PARAM),
                uses(Bounds.UNTIL),
                known,
                p.parsed(Bounds.SINCE, text -> new Values(known).start(text, null)),
                lookback == null ? Lookback.NONE : lookback,
                p.duration(WINDOW),
                p.choice(ON_MISSING, MissingField.class, MissingField.FAIL));
        check(settings);
        return settings;
    }

    private JsonPointer field() {
        Place place = p.parsed(FIELD, Place::of);
        if (place instanceof Place.Pointer pointer) {
            return pointer.pointer();
        }
        if (place != null) {
            p.problem(FIELD, "\"" + place + "\" must be a JSON Pointer that starts at the record, such as /updated_at");
        }
        return JsonPointer.empty();
    }

    private void refuseWithoutField() {
        NEED_FIELD.stream()
                .filter(p::has)
                .forEach(name -> p.problem(
                        name,
                        "needs " + FIELD + ": name the field of a record whose greatest value"
                                + " is kept between runs, such as /updated_at"));
        if (p.has(ON_MISSING) && !p.text(ON_MISSING).equals("fail")) {
            p.problem(ON_MISSING, "needs " + FIELD);
        }
        Stream.of(Bounds.SINCE, Bounds.UNTIL)
                .filter(this::uses)
                .forEach(name -> p.problem(FIELD, "is required: {" + name + "} in the request gets its value from it"));
    }

    private void check(IncrementalSettings settings) {
        if (p.text("keepCursor").equals("true")) {
            p.problem("keepCursor", "keeps the place between runs by itself; leave out " + FIELD + " or keepCursor");
        }
        if (uses(Bounds.SINCE) && !p.has(Bounds.SINCE)) {
            p.problem(Bounds.SINCE, "is required: {since} in the request has no value at the first run");
        }
        checkParameters(settings);
        checkLookback(settings);
        Duration window = settings.window();
        if (window != null) {
            checkWindow(settings, window);
        }
    }

    private void checkParameters(IncrementalSettings settings) {
        if (settings.sinceParam() != null && settings.sinceParam().equals(settings.untilParam())) {
            p.problem(UNTIL_PARAM, "\"" + settings.untilParam() + "\" is " + SINCE_PARAM + " too; give each its own");
        }
        refuseInQuery(settings.sinceParam(), SINCE_PARAM);
        refuseInQuery(settings.untilParam(), UNTIL_PARAM);
    }

    private void refuseInQuery(@Nullable String name, String parameter) {
        if (request.query().stream().anyMatch(pair -> pair.name().equals(name))) {
            p.problem("query", "\"" + name + "\" is set by " + parameter + "; leave it out here");
        }
    }

    private void checkLookback(IncrementalSettings settings) {
        Lookback lookback = settings.lookback();
        Position since = settings.since();
        FieldKind kind = settings.format().time() || settings.window() != null
                ? FieldKind.TIME
                : since == null ? null : since.kind();
        if (kind != null && !lookback.fits(kind)) {
            p.problem(LOOKBACK, lookback.mistake(kind));
        }
    }

    private void checkWindow(IncrementalSettings settings, Duration window) {
        if (window.compareTo(Windows.CLOCK_MARGIN) < 0) {
            p.problem(
                    WINDOW,
                    "\"" + p.text(WINDOW) + "\" must be at least " + Windows.CLOCK_MARGIN.toMinutes()
                            + "m: so far the API's clock and ours may differ");
        }
        if (!settings.asksUntil()) {
            p.problem(
                    WINDOW,
                    "needs " + UNTIL_PARAM + ", or {until} in the request: else each window would fetch all until now");
        }
        if (settings.since() != null && settings.since().kind() != FieldKind.TIME) {
            p.problem(
                    WINDOW,
                    "needs times, but since is "
                            + Values.article(settings.since().kind()));
        }
        boolean days = window.equals(Duration.ofDays(window.toDays()));
        if (settings.format().style() == TimeFormat.Style.DATE && !days) {
            p.problem(WINDOW, "\"" + p.text(WINDOW) + "\" must be whole days with " + FORMAT + "=date");
        }
    }

    private boolean uses(String name) {
        String placeholder = "{" + name + "}";
        return Stream.of(
                        Stream.of(request.path(), request.body()),
                        request.query().stream().map(NameValue::value),
                        request.headers().stream().map(NameValue::value))
                .flatMap(texts -> texts)
                .anyMatch(text -> text.contains(placeholder));
    }
}
