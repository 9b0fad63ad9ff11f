package io.qanat.demo;

/** A request that the shop answers with an error status. */
final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Reply reply;

    private Refusal(Reply reply, String message) {
        super(message, null, false, false);
        this.reply = reply;
    }

    static Refusal badRequest(String message) {
        return new Refusal(Reply.error(400, "bad_request", message), message);
    }

    static Refusal notFound(String what) {
        String message = "there is no " + what;
        return new Refusal(Reply.error(404, "not_found", message), message);
    }

    /** With the method that is allowed (RFC 9110 §15.5.6). */
    static Refusal methodNotAllowed(Call call, String allowed) {
        String message = call.path() + " takes " + allowed + ", not " + call.method();
        return new Refusal(Reply.error(405, "method_not_allowed", message).with("Allow", allowed), message);
    }

    /** Says what kind of credentials is wanted (RFC 9110 §11.6.1). */
    static Refusal unauthorized(String challenge, String message) {
        return new Refusal(Reply.error(401, "unauthorized", message).with("WWW-Authenticate", challenge), message);
    }

    /** An error of the token endpoint, in its own form (RFC 6749 §5.2). */
    static Refusal tokenError(int status, String error) {
        Reply reply = Reply.json(status, out -> {
            out.writeStartObject();
            out.writeStringField("error", error);
            out.writeEndObject();
        });
        return new Refusal(status == 401 ? reply.with("WWW-Authenticate", "Basic realm=\"shop\"") : reply, error);
    }

    Reply reply() {
        return reply;
    }
}
