package io.qanat.testing;

import io.qanat.api.Secrets;
import io.qanat.page.Headers;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Finds the recorded answer to a request, with its links led to the server. Called by one thread at a time. */
final class RecordedAnswers implements Source {
    /** In the place of a method: each. */
    static final String ANY = "*";

    private final Recording recording;
    private final Map<String, Integer> taken = new HashMap<>();

    RecordedAnswers(Recording recording) {
        this.recording = recording;
    }

    @Override
    public Reply reply(SentRequest request, boolean whole) {
        List<Recording.Entry> fitting = recording.answers().stream()
                .filter(entry -> fits(entry, request))
                .toList();
        if (fitting.isEmpty()) {
            return Reply.of(400, unknown(request));
        }
        String key = key(request.line()) + request.body();
        int number = taken.getOrDefault(key, 0);
        if (whole) {
            taken.put(key, number + 1);
        }
        Reply reply = fitting.get(Math.min(number, fitting.size() - 1)).reply();
        return Origins.replaced(reply, recording.origins(), request.origin());
    }

    private static boolean fits(Recording.Entry entry, SentRequest request) {
        String method = entry.request().startsWith(ANY + " ") ? ANY : request.method();
        String line = method + request.line().substring(request.method().length());
        return key(entry.request()).equals(key(line))
                && (hasSecret(entry.requestBody())
                        || entry.requestBody() == null
                        || entry.requestBody().equals(request.body()));
    }

    /** A body with a credential, which is masked in the recording, can't be compared. */
    private static boolean hasSecret(@Nullable String body) {
        return body != null && body.contains(Recorder.MASK);
    }

    /** A request's first line with its parameters in the order of their names, and without credentials. */
    private static String key(String line) {
        int question = line.indexOf('?');
        if (question < 0) {
            return line;
        }
        SentRequest parsed = new SentRequest("", "", line.substring(question + 1), Headers.NONE, "");
        return line.substring(0, question)
                + parsed.parameters().stream()
                        .filter(parameter -> !Secrets.named(parameter.name()))
                        .map(parameter -> parameter.name() + "=" + parameter.value())
                        .sorted()
                        .collect(Collectors.joining("&", "?", ""));
    }

    private String unknown(SentRequest request) {
        String same = recording.answers().stream()
                .map(Recording.Entry::request)
                .filter(line -> path(line).equals(path(request.line())))
                .distinct()
                .limit(5)
                .collect(Collectors.joining(", "));
        return "not recorded: " + request.line()
                + (same.isEmpty() ? "; nothing is of that path" : "; recorded are " + same);
    }

    private static String path(String line) {
        return line.replaceAll("\\?.*", "");
    }
}
