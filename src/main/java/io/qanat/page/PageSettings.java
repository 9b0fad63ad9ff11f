package io.qanat.page;

import io.qanat.settings.Parameters;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What a pull says about its requests and pages. Immutable.
 *
 * @param request the constant part of every request
 * @param records the place of the records, or null to look at the usual ones
 * @param errorFrom a place where an answer with status 2xx carries its error, or null
 * @param paging how pages are asked for
 * @param stop when the walk ends, besides what the style says
 * @param keepCursor whether the last cursor or link is kept between runs
 */
public record PageSettings(
        RequestTemplate request,
        @Nullable Place records,
        @Nullable Place errorFrom,
        Paging paging,
        StopRules stop,
        boolean keepCursor) {

    /**
     * Reads the parameters of {@code api-pull} that are about requests and pages. A mistake is noted in the parameters,
     * whose {@link Parameters#check} must be called before the settings are used.
     *
     * @param parameters the pull's parameters
     * @param placeholders the names that may stand in braces, such as {@code since}
     * @param files reads the text of a {@code file:NAME}; throws IllegalArgumentException with the reason if it can't
     */
    public static PageSettings of(Parameters parameters, Set<String> placeholders, UnaryOperator<String> files) {
        Paging paging = PagingReader.paging(parameters);
        PageSettings settings = new PageSettings(
                RequestTemplate.of(parameters, placeholders, files),
                PagingReader.records(parameters),
                parameters.parsed("errorFrom", Place::of),
                paging,
                PagingReader.stopRules(parameters),
                parameters.flag("keepCursor"));
        PagingRules.check(settings, parameters);
        return settings;
    }
}
