package io.qanat.testing;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * What an API answers in a test, and where it fails: {@code answers.before(3).status(429, "Retry-After", "2")}. Answers count
 * from one, over all requests of the test; a fault is no answer, and takes the request that would have got the answer.
 * Thread-safe.
 */
public final class Answers {
    /** Some day, for answers that are of none. */
    private static final Instant SOME_DAY = Instant.parse("2026-01-01T00:00:00Z");

    private final Source source;
    private final Instant from;
    private final Map<Integer, Deque<Function<SentRequest, Play>>> faults = new HashMap<>();
    private final Map<Integer, Reply> instead = new HashMap<>();
    private final List<SentRequest> requests = new ArrayList<>();
    private int given;
    private boolean silent;

    private Answers(Source source, Instant from) {
        this.source = source;
        this.from = from;
    }

    /**
     * Those of a recording. Each goes to the request that it was recorded for: the same method, path, query parameters in any
     * order (credentials aside) and body; of several with the same request, in their order, the last one for ever. A request
     * that was not recorded gets status 400 with the nearest that were.
     *
     * @throws java.io.UncheckedIOException if the folder holds no recording
     */
    public static Answers recorded(Path folder) {
        Recording recording = Recording.read(folder);
        return new Answers(new RecordedAnswers(recording), recording.recorded());
    }

    /** Those that a function gives, which plays the API; it is called by one thread at a time. */
    public static Answers by(Function<SentRequest, Reply> api) {
        return new Answers((request, whole) -> api.apply(request), SOME_DAY);
    }

    /** These in turn, whatever is asked; behind the last one there is status 404. */
    public static Answers inTurn(Reply... pages) {
        Deque<Reply> left = new ArrayDeque<>(List.of(pages));
        return new Answers((request, whole) -> inTurn(left, whole), SOME_DAY);
    }

    private static Reply inTurn(Deque<Reply> left, boolean whole) {
        if (left.isEmpty()) {
            return Reply.status(404);
        }
        return whole ? left.remove() : left.element();
    }

    /**
     * Has something fail before an answer is given; what is added later for the same answer comes later.
     *
     * @param answer which one, from one
     */
    public Fault before(int answer) {
        return new Fault(requirePositive(answer));
    }

    /** Gives another answer in the place of one: an empty page, for example. */
    public synchronized Answers instead(int answer, Reply reply) {
        instead.put(requirePositive(answer), reply);
        return this;
    }

    private static int requirePositive(int answer) {
        if (answer < 1) {
            throw new IllegalArgumentException("answers count from 1, not from " + answer);
        }
        return answer;
    }

    /** What goes wrong before an answer. */
    public final class Fault {
        private final int answer;

        private Fault(int answer) {
            this.answer = answer;
        }

        /** An answer with that status; header fields are names and values in turn. */
        public Answers status(int status, String... headers) {
            return reply(Reply.status(status, headers));
        }

        /** Another answer, such as HTML with status 200. */
        public Answers reply(Reply reply) {
            return add(request -> new Play.Whole(reply));
        }

        /**
         * No answer at all. The client really waits, as the HTTP client's timeout is no matter of the test's clock:
         * {@link RouteTest} sets the route's {@code responseTimeout} to one second then.
         */
        public Answers timeout() {
            silent();
            return add(request -> new Play.Silence());
        }

        /** The connection ends without a byte of an answer. */
        public Answers reset() {
            return add(request -> new Play.Hangup());
        }

        /** The head and half of the answer, then the connection ends. */
        public Answers truncated() {
            return add(request -> new Play.Half(reply(request)));
        }

        private Reply reply(SentRequest request) {
            Reply other = instead.get(answer);
            return other == null ? source.reply(request, false) : other;
        }

        private Answers add(Function<SentRequest, Play> fault) {
            return Answers.this.add(answer, fault);
        }
    }

    private synchronized void silent() {
        silent = true;
    }

    private synchronized Answers add(int answer, Function<SentRequest, Play> fault) {
        faults.computeIfAbsent(answer, number -> new ArrayDeque<>()).add(fault);
        return this;
    }

    /** The requests so far, in the order of their arrival. */
    public synchronized List<SentRequest> requests() {
        return List.copyOf(requests);
    }

    /** Whether somewhere nothing is answered. */
    synchronized boolean hasSilence() {
        return silent;
    }

    /** When they were given: a test's clock begins there. */
    Instant from() {
        return from;
    }

    /** What becomes of a request. */
    synchronized Play play(SentRequest request) {
        requests.add(request);
        Deque<Function<SentRequest, Play>> before = faults.get(given + 1);
        if (before != null && !before.isEmpty()) {
            return before.remove().apply(request);
        }
        given++;
        Reply other = instead.get(given);
        Reply reply = source.reply(request, true); // also for one that is replaced: it is spent
        return new Play.Whole(other == null ? reply : other);
    }
}
