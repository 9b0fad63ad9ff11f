package io.qanat.api;

import java.io.IOException;

/** A body is packed in a way that takes more memory than a receiver must have (RFC 9659): asking again doesn't help. */
final class WindowTooLargeException extends IOException {
    private static final long serialVersionUID = 1L;

    WindowTooLargeException(IOException cause) {
        super(
                "it is packed by zstd with a window of more than 8 MiB (RFC 9659 allows no more);"
                        + " ask for gzip, for example with headers: Accept-Encoding=gzip",
                cause);
    }
}
