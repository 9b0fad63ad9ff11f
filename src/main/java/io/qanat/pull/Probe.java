package io.qanat.pull;

import io.qanat.api.Api;
import io.qanat.api.CallCount;
import io.qanat.api.Caller;
import io.qanat.api.MessageFields;
import io.qanat.page.Answer;
import io.qanat.page.PageRequest;
import java.net.URI;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.component.http.HttpConstants;
import org.apache.camel.support.DefaultExchange;

/**
 * One request by an API's own route, with its quota and credentials, whose answer is taken whatever its status: for who looks
 * at an API before there is a pull. It is never repeated.
 */
public final class Probe {
    private static final Set<Integer> ANY = IntStream.range(400, 600).boxed().collect(Collectors.toUnmodifiableSet());

    private Probe() {}

    /**
     * Asks once.
     *
     * @param context in which the API's route is
     * @param api the API's name
     * @throws Exception an {@link io.qanat.api.ApiException} if no answer came
     */
    public static Answer ask(CamelContext context, String api, PageRequest request) throws Exception {
        Exchange exchange = new DefaultExchange(context);
        exchange.setProperty(Caller.PROPERTY, new Caller("", ANY, () -> 1, new CallCount()).showing());
        PageMessages.writeRequest(request, exchange.getMessage());
        context.createProducerTemplate().send("direct:" + api, exchange);
        if (exchange.getException() != null) {
            throw exchange.getException();
        }
        byte[] body = exchange.getMessage().getBody(byte[].class);
        return new Answer(
                URI.create(exchange.getMessage().getHeader(Api.URL_HEADER, "http://unknown.invalid/", String.class)),
                exchange.getMessage().getHeader(HttpConstants.HTTP_RESPONSE_CODE, 200, Integer.class),
                MessageFields.of(exchange.getMessage().getHeaders()),
                body == null ? new byte[0] : body);
    }
}
