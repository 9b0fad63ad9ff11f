package io.qanat.api;

/** A status that says that the request is wrong: 4xx, or another one that is no success. Trying again does not help. */
public final class ClientErrorException extends ApiException {
    private static final long serialVersionUID = 1L;

    ClientErrorException(Call call, String what) {
        super(call, what, null, null);
    }
}
