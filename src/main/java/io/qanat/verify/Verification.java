package io.qanat.verify;

import io.qanat.page.PageIn;
import io.qanat.page.PageSettings;
import io.qanat.page.Paging;
import io.qanat.page.Place;
import io.qanat.page.StopRules;
import io.qanat.page.Style;
import io.qanat.pull.PullSettings;
import io.qanat.settings.NameValue;
import io.qanat.settings.Parameters;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Asks a reference for every name of an API that a pull uses. Not thread-safe. */
public final class Verification {
    private final String pull;
    private final Reference reference;
    private final List<Checked> checked = new ArrayList<>();

    private Verification(String pull, Reference reference) {
        this.pull = pull;
        this.reference = reference;
    }

    /**
     * All names, in the order of a request and its answer. If the path is invented, nothing further is asked.
     *
     * @param settings the pull
     * @param table the options of its table
     */
    public static List<Checked> of(PullSettings settings, Map<String, String> table, Reference reference) {
        Verification verification = new Verification(settings.name(), reference);
        if (verification.request(settings)) {
            verification.answer(settings.pages());
            verification.fields(settings, table);
        }
        return List.copyOf(verification.checked);
    }

    private boolean add(String parameter, String name, Verdict verdict) {
        checked.add(new Checked(pull, parameter, name, verdict));
        return verdict.result() != Verdict.Result.MISSING;
    }

    private boolean request(PullSettings settings) {
        PageSettings pages = settings.pages();
        boolean there = add("path", settings.path(), reference.path())
                && add("method", pages.request().method(), reference.method());
        if (there) {
            for (NameValue pair : pages.request().query()) {
                parameter("query", PageIn.QUERY, pair.name());
            }
            paging(pages.paging());
            if (settings.increments() != null) {
                parameter(
                        "incrementalParam", PageIn.QUERY, settings.increments().sinceParam());
                parameter(
                        "incrementalUntilParam",
                        PageIn.QUERY,
                        settings.increments().untilParam());
            }
        }
        return there;
    }

    private void parameter(String parameter, PageIn in, @Nullable String name) {
        if (name != null && !name.isEmpty()) {
            add(parameter, name, reference.parameter(in, name));
        }
    }

    private void paging(Paging paging) {
        PageIn in = paging.in();
        if (paging.pageSize() != null) {
            parameter("pageSizeParam", in, paging.pageSizeParam());
        }
        switch (paging.style()) {
            case OFFSET -> parameter("offsetParam", in, paging.offsetParam());
            case PAGE -> parameter("pageParam", in, paging.pageParam());
            case CURSOR, LAST_ID -> parameter("cursorParam", in, paging.cursorParam());
            case AUTO, NONE, LINK, NEXT, CONTINUE -> {}
        }
    }

    private void answer(PageSettings pages) {
        Place records = pages.records();
        add("records", records == null ? "auto" : records.toString(), reference.records(records));
        Style style = pages.paging().style();
        if (style == Style.CURSOR) {
            place("cursorFrom", pages.paging().cursorFrom(), true);
        } else if (style == Style.NEXT) {
            place("nextFrom", pages.paging().nextFrom(), true);
        } else if (style == Style.CONTINUE) {
            place("continueFrom", pages.paging().continueFrom(), true);
        }
        StopRules stop = pages.stop();
        place("hasMoreFrom", stop.hasMore(), false);
        place("doneFrom", stop.done(), false);
        place("totalFrom", stop.total(), false);
        place("totalPagesFrom", stop.totalPages(), false);
    }

    private void place(String parameter, @Nullable Place place, boolean token) {
        if (place != null) {
            add(parameter, place.text(), reference.place(place, token));
        }
    }

    private void fields(PullSettings settings, Map<String, String> table) {
        if (settings.pages().paging().style() == Style.LAST_ID) {
            add(
                    "idFrom",
                    settings.pages().paging().idFrom().text(),
                    reference.field(settings.pages().paging().idFrom().text()));
        }
        if (settings.increments() != null) {
            String field = settings.increments().field().toString();
            add("incrementalField", field, reference.field(field));
        }
        Parameters options = new Parameters("table", table);
        for (String name : List.of("primaryKey", "deletedField")) {
            options.list(name, ",").forEach(field -> column("table." + name, field));
        }
        options.list("partitionBy", ",").forEach(text -> column("table.partitionBy", text.replaceFirst(":.*", "")));
        types(options.text("types")).forEach(path -> column("table.types", path));
    }

    private void column(String parameter, String path) {
        String pointer = "/" + path.replace("~", "~0").replace("/", "~1").replace(".", "/");
        add(parameter, path, reference.field(pointer));
    }

    /** The paths of {@code total=decimal(18,2), zip=string}. */
    private static List<String> types(String text) {
        List<String> paths = new ArrayList<>();
        for (String item :
                text.replaceAll("\\([^()]*(\\([^()]*\\))?[^()]*\\)", "").split(",", -1)) {
            int equals = item.lastIndexOf('=');
            if (equals > 0) {
                paths.add(item.substring(0, equals).strip());
            }
        }
        return paths;
    }
}
