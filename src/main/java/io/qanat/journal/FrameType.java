package io.qanat.journal;

import org.jspecify.annotations.Nullable;

/** What a frame holds; the codes are part of the format. */
enum FrameType {
    /** The caller's header; the first frame, and only that. */
    HEADER(1),
    /** With its body. */
    PAGE(2),
    NOTE(3),
    /** Nothing: it is written after a sync, so that the file says how far it is durable. */
    MARK(4),
    /** Some of a large body; nothing without its page, which follows behind the last one. */
    PART(5),
    /** A page of which the body is in the parts before it. */
    PARTED(6);

    private final int code;

    FrameType(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }

    static @Nullable FrameType of(int code) {
        for (FrameType type : values()) {
            if (type.code == code) {
                return type;
            }
        }
        return null;
    }
}
