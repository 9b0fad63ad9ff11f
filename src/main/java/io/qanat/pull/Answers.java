package io.qanat.pull;

import io.qanat.api.Api;
import io.qanat.api.Apis;
import io.qanat.api.BodyBytes;
import io.qanat.api.Caller;
import io.qanat.api.Outcome;
import io.qanat.page.Answer;
import io.qanat.page.PageException;
import org.apache.camel.Exchange;

/**
 * The end of a call of a pull: the answer of the API's route becomes the slice's page. It stands within the redelivery, so that
 * an answer which is cut short is asked for again, and it alone says that a call was answered: a Kamelet's own route goes on
 * after a failed call where the integrator's error handler says so.
 */
final class Answers {
    /** The exchange property in which the answer is kept for who shows it, if that has a value before. */
    static final String KEEP = "QanatKeptAnswer";

    private Answers() {}

    /** Takes the answer. */
    static void take(Exchange exchange) {
        Slice slice = exchange.getProperty(Slice.PROPERTY, Slice.class);
        Answer answer = answer(slice, exchange);
        refuseFailure(exchange, slice, answer);
        if (exchange.getProperty(KEEP) != null) {
            exchange.setProperty(KEEP, answer);
        }
        try {
            slice.fetched(answer);
        } catch (PageException e) {
            String api = slice.run().settings().api();
            throw e.masked(text -> Apis.of(exchange.getContext()).masked(api, text));
        }
        exchange.removeProperty(Caller.PROPERTY);
    }

    /** A large body may stand in a larger array, which must not be copied into another. */
    private static Answer answer(Slice slice, Exchange exchange) {
        int most = Apis.of(exchange.getContext())
                .maxResponseSize(slice.run().settings().api());
        if (exchange.getMessage().getBody() instanceof BodyBytes whole) {
            exchange.getMessage().setBody(null);
            return PageMessages.readAnswer(slice, exchange).with(whole.array(), whole.size(), most);
        }
        Answer answer = PageMessages.readAnswer(slice, exchange);
        return answer.with(answer.bytes(), answer.length(), most);
    }

    /** A hand-written route may give back an answer that the template would have refused. */
    private static void refuseFailure(Exchange exchange, Slice slice, Answer answer) {
        if (answer.status() / 100 != 2 && answer.status() != 304) {
            exchange.setProperty(Api.OUTCOME, new Outcome.Answered(answer.status(), answer.headers()));
            throw new RunException(slice.subject() + ": direct:"
                    + slice.run().settings().api() + " answered with status " + answer.status() + " (attempt "
                    + slice.attempt() + ")");
        }
    }
}
