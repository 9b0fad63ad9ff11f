package io.qanat.page;

import java.io.IOException;

/** An object with two members of one name. */
final class RepeatedNameException extends IOException {
    private static final long serialVersionUID = 1L;
    private static final int SHOWN = 100;

    RepeatedNameException(String name, long offset) {
        super("the name \"" + (name.length() > SHOWN ? name.substring(0, SHOWN) + "…" : name)
                + "\" comes a second time in one object, at byte " + offset);
    }
}
