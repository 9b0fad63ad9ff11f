package io.qanat.incremental;

import io.qanat.page.Page;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A page without some of its records: those that stay keep their bytes, and their neighbours' spaces and commas. */
final class PageCut {
    private final Page page;
    private final List<Run> runs = new ArrayList<>();
    private boolean open;
    private int from;
    private int to;
    private int kept;

    /** Records that stay, one after the other. */
    private record Run(int from, int to) {}

    PageCut(Page page) {
        this.page = page;
    }

    /** The record between those bytes, counted from the page's first, stays. */
    void keep(int recordFrom, int recordTo) {
        from = open ? from : recordFrom;
        to = recordTo;
        open = true;
        kept++;
    }

    /** The next record goes. */
    void drop() {
        close();
    }

    /** The page of what stays; the same page if that is all. */
    Page page() {
        close();
        if (kept == page.size()) {
            return page;
        }
        if (kept == 0) {
            return Page.empty(page.number());
        }
        byte[] bytes = bytes(page.layout() == Page.Layout.ARRAY);
        return new Page(page.number(), bytes, 0, bytes.length, page.layout(), kept);
    }

    private void close() {
        if (open) {
            runs.add(new Run(from, to));
            open = false;
        }
    }

    private byte[] bytes(boolean array) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(page.length());
        try (InputStream in = page.stream()) {
            int at = 0;
            String separator = array ? "[" : "";
            for (Run run : runs) {
                out.writeBytes(separator.getBytes(StandardCharsets.US_ASCII));
                in.skipNBytes(run.from - at);
                out.writeBytes(in.readNBytes(run.to - run.from));
                at = run.to;
                separator = array ? "," : "\n";
            }
            if (array) {
                out.write(']');
            }
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException("bytes in memory can be read", e);
        }
    }
}
