package io.qanat.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Where APIs mostly say how their pages go on. */
public final class UsualPlaces {
    /** A cursor's place and the parameter that takes it. */
    public record Cursor(Place place, String parameter) {}

    /** Objects beside the records that hold paging facts. */
    public static final List<String> PARENTS = List.of(
            "",
            "/meta",
            "/pagination",
            "/paging",
            "/page",
            "/metadata",
            "/meta/pagination",
            "/meta/page",
            "/page_info",
            "/pageInfo",
            "/response_metadata",
            "/_meta",
            "/info",
            "/links",
            "/cursor");

    public static final List<Place> NEXT_URLS = places(
            "/next",
            "/links/next",
            "/_links/next",
            "/@odata.nextLink",
            "/odata.nextLink",
            "/d/__next",
            "/nextLink",
            "/next_url",
            "/nextUrl",
            "/next_page",
            "/next_page_url",
            "/nextPageUrl",
            "/nextPage",
            "/nextRecordsUrl",
            "/paging/next",
            "/paging/next/link",
            "/pagination/next",
            "/pagination/next_url",
            "/pagination/next_uri",
            "/pagination/links/next",
            "/meta/next",
            "/meta/next_url",
            "/meta/next_page_url",
            "/meta/pagination/links/next",
            "/info/next",
            "/pages/next");

    public static final List<Cursor> CURSORS = cursors();

    public static final List<String> OFFSETS = List.of("offset", "skip", "startAt", "start", "startIndex");

    /** Names under which an answer repeats the page's number, and the parameter that asks for one. */
    public static final Map<String, String> PAGES = Map.of(
            "page",
            "page",
            "current_page",
            "page",
            "currentPage",
            "page",
            "number",
            "page",
            "pageNumber",
            "pageNumber",
            "page_number",
            "page_number");

    public static final List<String> PAGE_TOTALS = List.of(
            "total_pages", "totalPages", "last_page", "lastPage", "page_count", "pageCount", "num_pages", "pages");

    public static final List<String> TOTALS = List.of(
            "total",
            "total_count",
            "totalCount",
            "total_results",
            "totalResults",
            "total_items",
            "totalItems",
            "total_records",
            "totalRecords",
            "totalElements",
            "recordsTotal",
            "@odata.count",
            "count");

    /** Names under which an answer repeats how many rows were asked for. */
    public static final List<String> LIMITS = List.of(
            "limit", "per_page", "perPage", "page_size", "pageSize", "maxResults", "max_results", "itemsPerPage");

    public static final List<String> HAS_MORE =
            List.of("has_more", "hasMore", "has_next", "hasNext", "has_next_page", "hasNextPage", "more");

    public static final List<String> DONE = List.of("done", "last", "isLast", "is_last", "is_last_page", "isLastPage");

    private UsualPlaces() {}

    /** Each name in each parent; where a name is next to records of several parents, the outermost comes first. */
    public static List<Place> under(List<String> names) {
        List<Place> places = new ArrayList<>();
        for (String parent : PARENTS) {
            names.forEach(name -> places.add(Place.of(parent + "/" + name)));
        }
        return List.copyOf(places);
    }

    private static List<Cursor> cursors() {
        List<Cursor> cursors = new ArrayList<>();
        for (String parent : PARENTS) {
            cursors.add(new Cursor(Place.of(parent + "/next_cursor"), "cursor"));
            cursors.add(new Cursor(Place.of(parent + "/nextCursor"), "cursor"));
            cursors.add(new Cursor(Place.of(parent + "/nextPageToken"), "pageToken"));
            cursors.add(new Cursor(Place.of(parent + "/next_page_token"), "page_token"));
            cursors.add(new Cursor(Place.of(parent + "/nextToken"), "nextToken"));
            cursors.add(new Cursor(Place.of(parent + "/continuationToken"), "continuationToken"));
        }
        cursors.add(new Cursor(Place.of("/paging/cursors/after"), "after"));
        cursors.add(new Cursor(Place.of("/paging/next/after"), "after"));
        return List.copyOf(cursors);
    }

    private static List<Place> places(String... pointers) {
        return List.of(pointers).stream().map(Place::of).toList();
    }
}
