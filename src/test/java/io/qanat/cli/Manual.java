package io.qanat.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A page of the manual: README, what is in {@code docs/}, and what is about the project's inside.
 *
 * @param file where it is
 * @param text what it says
 */
record Manual(Path file, String text) {
    private static final Pattern FENCE =
            Pattern.compile("^( *)```(\\w*)[^\\n]*\\n(.*?)^ *```$", Pattern.MULTILINE | Pattern.DOTALL);
    private static final Pattern HEADING = Pattern.compile("^#{1,6} +(.+)$", Pattern.MULTILINE);
    private static final Pattern LINK = Pattern.compile("\\[[^\\]]*]\\(([^)\\s]+)\\)");
    private static final Pattern TRANSCRIPT =
            Pattern.compile("<!-- transcript -->.*?<!-- /transcript -->", Pattern.DOTALL);

    /**
     * A fenced block.
     *
     * @param language what stands behind the fence; empty for none
     * @param text its lines
     * @param line where it begins, from 1
     */
    record Block(String language, String text, int line) {}

    /** All pages. */
    static List<Manual> pages() {
        List<Path> files = new ArrayList<>(
                List.of(Path.of("README.md"), Path.of(".github/ARCHITECTURE.md"), Path.of(".github/CONTRIBUTING.md")));
        try (Stream<Path> docs = Files.walk(Path.of("docs"))) {
            docs.filter(file -> file.toString().endsWith(".md")).sorted().forEach(files::add);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return files.stream().map(Manual::read).toList();
    }

    static Manual read(Path file) {
        try {
            return new Manual(file, Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Its fenced blocks, in their order, without their indentation. */
    List<Block> blocks() {
        return blocks(text);
    }

    /** The same without those of transcripts, which are held against real runs. */
    List<Block> blocksToRead() {
        Matcher transcripts = TRANSCRIPT.matcher(text);
        return blocks(transcripts.replaceAll(
                found -> "\n".repeat((int) found.group().lines().count() - 1)));
    }

    private static List<Block> blocks(String text) {
        return FENCE.matcher(text)
                .results()
                .map(found -> new Block(
                        found.group(2),
                        found.group(3).stripIndent(),
                        (int) text.substring(0, found.start())
                                        .chars()
                                        .filter(c -> c == '\n')
                                        .count()
                                + 1))
                .toList();
    }

    /** The targets of its links, outside of code. */
    List<String> links() {
        return LINK.matcher(prose()).results().map(found -> found.group(1)).toList();
    }

    /** What its headings are reached by, as GitHub makes it. */
    Set<String> anchors() {
        return HEADING.matcher(FENCE.matcher(text).replaceAll(""))
                .results()
                .map(found -> anchor(found.group(1)))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String anchor(String heading) {
        return heading.strip()
                .replaceAll("\\[([^\\]]*)]\\([^)]*\\)", "$1")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N} _-]", "")
                .replace(' ', '-');
    }

    private String prose() {
        return FENCE.matcher(text).replaceAll("").replaceAll("`[^`\\n]*`", "");
    }

    @Override
    public String toString() {
        return file.toString();
    }
}
