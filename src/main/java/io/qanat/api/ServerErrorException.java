package io.qanat.api;

/** A status 5xx: the server failed. It may work later. */
public final class ServerErrorException extends ApiException {
    private static final long serialVersionUID = 1L;

    ServerErrorException(Call call, String what) {
        super(call, what, null, null);
    }
}
