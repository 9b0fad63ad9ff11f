package io.qanat.api;

/** Keeps the one secret that changes by use: the refresh token (requirement A2). Called by one thread at a time. */
public interface RefreshTokens {

    /** The token to use: the last one stored, or else the one of the settings. */
    Secret current();

    /**
     * Called when the server has replaced the token, before the access token that came with it is used: when it returns, the
     * new one must be durable, since the old one may be worthless.
     */
    void rotated(Secret next);

    /** Keeps it in memory only. */
    static RefreshTokens inMemory(Secret first) {
        return new RefreshTokens() {
            private volatile Secret token = first;

            @Override
            public Secret current() {
                return token;
            }

            @Override
            public void rotated(Secret next) {
                token = next;
            }
        };
    }
}
