package io.qanat.pull;

import io.qanat.api.Api;
import io.qanat.api.MessageFields;
import io.qanat.page.Answer;
import io.qanat.page.Page;
import io.qanat.page.PageRequest;
import java.net.URI;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.TypeConversionException;
import org.apache.camel.component.http.HttpConstants;
import org.jspecify.annotations.Nullable;

/** Requests, answers and pages as Camel messages: what a {@code direct:} route of an API takes and gives. */
final class PageMessages {
    private static final byte[] NOTHING = new byte[0];
    private static final URI UNKNOWN = URI.create("http://unknown.invalid/");

    private PageMessages() {}

    /**
     * Camel's HTTP headers and the pull's own, and nothing else: {@code CamelHttpMethod}, and {@code CamelHttpPath} with
     * {@code CamelHttpRawQuery} below the API's URL or, for a URL that the API gave, {@code CamelHttpUri}.
     */
    static void writeRequest(PageRequest request, Message message) {
        message.removeHeaders("*");
        message.setHeader(HttpConstants.HTTP_METHOD, request.method());
        message.setHeader(request.absolute() ? HttpConstants.HTTP_URI : HttpConstants.HTTP_PATH, request.target());
        if (!request.query().isEmpty()) {
            message.setHeader(HttpConstants.HTTP_RAW_QUERY, Api.encode(request.query()));
        }
        request.headers().forEach(field -> message.setHeader(field.name(), field.value()));
        message.setBody(request.body().length == 0 ? null : request.body());
    }

    /** The answer of an API's route, whoever wrote it: a body that converts to bytes, and Camel's status header or none. */
    static Answer readAnswer(Slice slice, Exchange exchange) {
        PullSettings settings = slice.run().settings();
        Message message = exchange.getMessage();
        int status = message.getHeader(HttpConstants.HTTP_RESPONSE_CODE, 200, Integer.class);
        boolean ignored = settings.ignoreStatuses().contains(status);
        return new Answer(
                url(message),
                ignored ? 204 : status,
                MessageFields.of(message.getHeaders()),
                ignored ? NOTHING : bytes(slice, message));
    }

    private static byte[] bytes(Slice slice, Message message) {
        byte[] bytes = bytes(message);
        if (bytes == null && message.getBody() != null) {
            throw new RunException(slice.subject() + ": direct:"
                    + slice.run().settings().api() + " answered with a body of type "
                    + message.getBody().getClass().getName()
                    + ", which is no bytes: let its route end with bytes or text, for instance by marshal: json");
        }
        return bytes == null ? NOTHING : bytes;
    }

    /** Null if the body can't be bytes. */
    private static byte @Nullable [] bytes(Message message) {
        try {
            return message.getBody(byte[].class);
        } catch (TypeConversionException e) {
            return null;
        }
    }

    /** Relative links resolve against the URL that answered; a hand-written route that doesn't tell it has no host. */
    private static URI url(Message message) {
        String url = message.getHeader(Api.URL_HEADER, String.class);
        return url == null ? UNKNOWN : URI.create(url);
    }

    static void writePage(Page page, Run run, Message message) {
        message.removeHeaders("*");
        message.setHeader("QanatPull", run.pull());
        message.setHeader("QanatRun", run.id());
        message.setHeader("QanatPage", page.number());
        message.setHeader("QanatRecords", page.size());
        message.setBody(page);
    }
}
