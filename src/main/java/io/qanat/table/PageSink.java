package io.qanat.table;

import io.qanat.page.Page;
import io.qanat.pull.Sink;
import java.io.IOException;

/** A sink that takes pages. */
interface PageSink extends Sink {

    /**
     * Takes a page, which must not be changed any more; it is encoded by another thread.
     *
     * @throws IOException if an earlier page couldn't be written
     */
    void write(Page page) throws IOException;
}
