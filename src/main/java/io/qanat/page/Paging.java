package io.qanat.page;

import org.jspecify.annotations.Nullable;

/**
 * How a pull asks for pages. What its style doesn't use holds a default.
 *
 * @param style the style
 * @param in where the parameters are sent
 * @param pageSize rows asked for, or null for the API's own number
 * @param pageSizeParam the parameter that says so; empty if there is no pageSize
 * @param offsetParam the parameter of the rows to skip
 * @param pageParam the parameter of the page's number
 * @param firstPage the first page's number
 * @param cursorParam the parameter that takes a cursor or id
 * @param cursorFrom the next cursor's place
 * @param nextFrom the next URL's place
 * @param idFrom the id's place in a record
 * @param continueFrom the place of the object whose members go into the next request
 */
public record Paging(
        Style style,
        PageIn in,
        @Nullable Integer pageSize,
        String pageSizeParam,
        String offsetParam,
        String pageParam,
        int firstPage,
        String cursorParam,
        Place cursorFrom,
        Place nextFrom,
        Place idFrom,
        Place continueFrom) {}
