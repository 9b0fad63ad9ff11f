package io.qanat.pull;

import io.qanat.api.Api;
import io.qanat.page.Answer;
import io.qanat.page.Headers;
import io.qanat.page.Page;
import io.qanat.page.PageRequest;
import io.qanat.settings.NameValue;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.component.http.HttpConstants;

/** Requests, answers and pages as Camel messages: what a {@code direct:} route of an API takes and gives. */
final class PageMessages {
    private static final byte[] NOTHING = new byte[0];

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
    static Answer readAnswer(PullSettings settings, Exchange exchange) {
        Message message = exchange.getMessage();
        int status = message.getHeader(HttpConstants.HTTP_RESPONSE_CODE, 200, Integer.class);
        boolean ignored = settings.ignoreStatuses().contains(status);
        byte[] body = ignored ? null : message.getBody(byte[].class);
        return new Answer(
                url(settings, message),
                ignored ? 204 : status,
                headers(message.getHeaders()),
                body == null ? NOTHING : body);
    }

    /** Relative links resolve against the URL that answered; a hand-written route that doesn't tell it has no host. */
    private static URI url(PullSettings settings, Message message) {
        String url = message.getHeader(Api.URL_HEADER, String.class);
        return URI.create(url == null ? "http://" + settings.api() + ".invalid" + settings.path() : url);
    }

    private static Headers headers(Map<String, Object> headers) {
        List<NameValue> fields = new ArrayList<>();
        headers.forEach((name, value) -> {
            if (value instanceof List<?> lines) {
                lines.forEach(line -> fields.add(new NameValue(name, String.valueOf(line))));
            } else if (value != null && !name.startsWith("Camel")) {
                fields.add(new NameValue(name, String.valueOf(value)));
            }
        });
        return new Headers(fields);
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
