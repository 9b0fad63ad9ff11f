package io.qanat.page;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes the paginator that the settings ask for. */
final class Paginators {
    private Paginators() {}

    /** The paginator, its first request with page size. */
    static Paginator of(PageSettings settings, PageRequest first, StopCheck stop) {
        Paging paging = settings.paging();
        PageRequest sized = sized(paging, first);
        return switch (paging.style()) {
            case AUTO -> new AutoPaginator(sized, paging, settings.stop());
            case NONE -> new SinglePage(sized, "pagination=none");
            case OFFSET -> new OffsetPaginator(sized, offset(paging), start(paging, first));
            case PAGE -> new PagePaginator(sized, parameter(paging, paging.pageParam()), paging.firstPage(), stop);
            case CURSOR -> new CursorPaginator(sized, cursor(paging), paging.cursorFrom());
            case LINK -> new LinkPaginator(sized);
            case NEXT -> new NextPaginator(sized, paging.nextFrom(), delta(settings));
            case LAST_ID -> new LastIdPaginator(sized, cursor(paging), paging.idFrom());
            case CONTINUE -> new ContinuePaginator(sized, paging.in(), paging.continueFrom());
        };
    }

    /** The stop rules; an offset that begins above 1 has rows before it, which a total counts. */
    static StopCheck stopCheck(PageSettings settings, PageRequest first) {
        long start = settings.paging().style() == Style.OFFSET ? start(settings.paging(), first) : 0;
        return new StopCheck(settings.stop(), start > 1 ? start : 0);
    }

    /** The cursor or link that the first request holds already: coming back to it is a loop. */
    static Optional<String> firstToken(PageSettings settings, PageRequest first) {
        return switch (settings.paging().style()) {
            case CURSOR, LAST_ID ->
                Optional.ofNullable(cursor(settings.paging()).get(first));
            case NEXT, LINK -> Optional.of(first.target()).filter(target -> first.absolute());
            default -> Optional.empty();
        };
    }

    static PagingParameter offset(Paging paging) {
        return parameter(paging, paging.offsetParam());
    }

    /**
     * The first request of a walk that goes on from a kept cursor or link.
     *
     * @throws IllegalArgumentException if it is none of the style's
     */
    static PageRequest from(JsonNode kept, PageSettings settings, PageRequest first) {
        if (settings.paging().style() == Style.CURSOR) {
            return cursor(settings.paging()).set(first, kept);
        }
        if (!kept.asText().matches("(?i)https?://.+")) {
            throw new IllegalArgumentException("what was kept is no http or https URL: " + kept
                    + "; correct it in the state, or reset the state to begin afresh");
        }
        return NextPaginator.request(first, kept.asText());
    }

    private static @Nullable Place delta(PageSettings settings) {
        return settings.keepCursor()
                ? NextPaginator.deltaBeside(settings.paging().nextFrom())
                : null;
    }

    private static PageRequest sized(Paging paging, PageRequest request) {
        Integer size = paging.pageSize();
        return size == null
                ? request
                : parameter(paging, paging.pageSizeParam()).set(request, IntNode.valueOf(size));
    }

    private static long start(Paging paging, PageRequest first) {
        String start = offset(paging).get(first);
        return start == null ? 0 : Long.parseLong(start);
    }

    private static PagingParameter cursor(Paging paging) {
        return parameter(paging, paging.cursorParam());
    }

    private static PagingParameter parameter(Paging paging, String name) {
        return new PagingParameter(paging.in(), name);
    }
}
