package io.qanat.api;

import java.io.ByteArrayInputStream;
import java.net.URI;
import org.apache.camel.Message;
import org.apache.camel.component.http.HttpConstants;

/** What to do with an answer: take it, ask again, or fail. Holds nothing of a call. */
record Reception(
        ApiSettings settings,
        Links links,
        Credentials credentials,
        ApiErrors errors,
        RetryRules rules,
        Secrets secrets) {

    /** Takes the answer out of camel-http's message, and makes the message what the caller gets. */
    static void read(Message message, PendingCall call) {
        int status = message.getHeader(HttpConstants.HTTP_RESPONSE_CODE, 0, Integer.class);
        BodyBytes bytes = bytes(message);
        call.answered(status, MessageFields.of(message.getHeaders()), bytes);
        message.setBody(bytes.exact() ? bytes.bytes() : bytes);
        message.setHeader(Api.URL_HEADER, call.target().url().toString());
    }

    private static BodyBytes bytes(Message message) {
        Object body = message.getBody();
        if (body instanceof BodyBytes whole) {
            return whole;
        }
        if (body instanceof ByteArrayInputStream stream) {
            return new BodyBytes(stream.readAllBytes());
        }
        byte[] bytes = message.getBody(byte[].class);
        return bytes == null ? BodyBytes.NONE : new BodyBytes(bytes);
    }

    /**
     * Judges an answer. 304 is one without news: an empty page.
     *
     * @throws ApiException if the answer is not one that the caller takes
     */
    void judge(PendingCall call) {
        int status = call.status();
        if (status / 100 == 2 && call.target().withCredentials()) {
            credentials.accepted(call.proof(), call.target().url(), call.answer());
        }
        if (status / 100 != 2 && !call.caller().ignoreStatuses().contains(status) && status != 304) {
            askAgainOrFail(call);
        }
    }

    private void askAgainOrFail(PendingCall call) {
        String location = call.answer().first("Location");
        if (Redirects.isRedirect(call.status()) && location != null) {
            redirect(call, location);
        } else if (call.status() == 401 && !call.renewedAlready() && challenged(call)) {
            call.renewed();
        } else {
            throw failure(call);
        }
    }

    /** An origin that gets no credentials has no say in them. */
    private boolean challenged(PendingCall call) {
        Target target = call.target();
        return target.withCredentials() && credentials.challenged(call.proof(), target.url(), call.answer());
    }

    private void redirect(PendingCall call, String location) {
        if (call.redirects() >= Redirects.MOST) {
            throw new TooManyRedirectsException(call.described(settings, secrets));
        }
        URI current = call.target().url();
        call.redirected(links.follow(current, location), Redirects.method(call.status(), call.method()));
    }

    /** An answer that asks to wait longer than anybody does is its own error: it tells when to come back. */
    private ApiException failure(PendingCall call) {
        Call described = call.described(settings, secrets);
        Attempt attempt = new Attempt(1, call.method(), true, false, call.outcome());
        if (rules.decide(attempt) instanceof Decision.ComeBack later) {
            return errors.comeBack(described, call.status(), later.reason(), later.at());
        }
        return errors.of(described, call.status(), call.bytes().beginning(Excerpt.ENOUGH));
    }
}
