package io.qanat.page;

import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What an answer's Content-Type or the path of its URL says about its body; the body itself has the last word. */
final class Declared {
    private static final Set<String> CSV =
            Set.of("text/csv", "application/csv", "text/x-csv", "text/tab-separated-values", ".csv", ".tsv");
    private static final Set<String> LINES = Set.of(
            "application/x-ndjson",
            "application/ndjson",
            "application/jsonl",
            "application/x-jsonl",
            "application/jsonlines",
            "application/x-jsonlines",
            "application/json-lines",
            "application/stream+json",
            "application/x-json-stream",
            "text/x-ndjson",
            ".ndjson",
            ".jsonl");

    private Declared() {}

    /** CSV or lines if the answer says so; otherwise null. */
    static @Nullable Form form(Answer answer) {
        String type = mediaType(answer);
        String extension = extension(answer);
        if (Stream.of(type, extension).anyMatch(CSV::contains)) {
            return Form.CSV;
        }
        return Stream.of(type, extension).anyMatch(LINES::contains) ? Form.LINES : null;
    }

    /** The Content-Type without parameters, in lower case; empty if there is none. */
    static String mediaType(Answer answer) {
        String type = answer.headers().first("Content-Type");
        return type == null ? "" : type.replaceFirst(";.*", "").strip().toLowerCase(Locale.ROOT);
    }

    private static String extension(Answer answer) {
        String path = answer.url().getPath();
        String name = path == null ? "" : path.substring(path.lastIndexOf('/') + 1);
        String plain = name.toLowerCase(Locale.ROOT).replaceFirst("\\.gz$", "");
        return plain.contains(".") ? plain.substring(plain.lastIndexOf('.')) : "";
    }
}
