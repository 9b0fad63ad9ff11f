package io.qanat.pull;

import io.qanat.api.Api;
import io.qanat.api.Apis;
import io.qanat.api.BodyBytes;
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
        PageCall call = PageCall.of(exchange);
        Slice slice = call.slice();
        Answer answer = answer(slice, exchange);
        refuseFailure(exchange, call, answer);
        if (exchange.getProperty(KEEP) != null) {
            exchange.setProperty(KEEP, answer);
        }
        call.note(exchange);
        call.awaitTurn();
        try {
            slice.fetched(answer);
            CallSeries.of(exchange).taken(call);
        } catch (PageException e) {
            String api = slice.run().settings().api();
            throw e.masked(text -> Apis.of(exchange.getContext()).masked(api, text));
        }
    }

    /** The call has failed; the loop over the pages tells it when it gets there. */
    static void failed(Exchange exchange) {
        PageCall.of(exchange).fail(exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class));
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
    private static void refuseFailure(Exchange exchange, PageCall call, Answer answer) {
        if (answer.status() / 100 != 2 && answer.status() != 304) {
            exchange.setProperty(Api.OUTCOME, new Outcome.Answered(answer.status(), answer.headers()));
            throw new RunException(call.slice().subject() + ": direct:"
                    + call.slice().run().settings().api() + " answered with status " + answer.status() + " (attempt "
                    + call.attempt() + ")");
        }
    }
}
