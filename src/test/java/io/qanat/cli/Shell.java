package io.qanat.cli;

import java.util.regex.Pattern;

/** Divides a line into words as a shell does, as far as the manual's lines need it. */
final class Shell {
    private static final Pattern WORD = Pattern.compile("(?:[^\\s\"']|\"[^\"]*\"|'[^']*')+");

    private Shell() {}

    static String[] words(String line) {
        return WORD.matcher(line)
                .results()
                .map(found -> found.group().replaceAll("[\"']", ""))
                .takeWhile(word -> !word.matches("[|>].*"))
                .toArray(String[]::new);
    }
}
