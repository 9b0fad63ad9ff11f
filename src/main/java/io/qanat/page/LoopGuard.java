package io.qanat.page;

import static io.qanat.page.PageException.Kind.LOOP;

import org.jspecify.annotations.Nullable;

/** Refuses to go in circles: every token and, under a moving number, every page's records come once in a walk. */
final class LoopGuard {
    private final Fingerprints tokens = new Fingerprints();
    private final Fingerprints contents = new Fingerprints();

    /** Remembers what the first request holds already. */
    void begin(String token) {
        tokens.add(token);
    }

    /**
     * Takes the token that leads to the next page.
     *
     * @throws PageException if it came before, or leads back to the first answer's own URL
     */
    void follow(Step.@Nullable Token token, PageFacts facts) {
        if (token == null) {
            return;
        }
        if (token.url() && facts.number() == 1) {
            tokens.add(facts.answer().url().toString());
        }
        if (!tokens.add(token.text())) {
            throw facts.label()
                    .error(
                            LOOP,
                            "a loop: the " + token.what() + " \"" + token.text() + "\" came before in this run."
                                    + " If the API repeats it at its end, set hasMoreFrom, doneFrom or totalFrom");
        }
    }

    /**
     * Takes the records of a page whose number moved by itself.
     *
     * @throws PageException if they are an earlier page's
     */
    void see(PageFacts facts) {
        RecordsRange range = facts.records().range();
        if (facts.rows() > 0 && !contents.add(facts.records().scan().bytes(), range.from(), range.to())) {
            throw facts.label()
                    .error(
                            LOOP,
                            "a loop: its " + facts.rows() + " records are the same, byte for byte, as those of an"
                                    + " earlier page; perhaps the API ignores the paging parameters or repeats its last"
                                    + " page. Check their names, or set totalFrom or totalPagesFrom");
        }
    }
}
