package io.qanat.journal;

import com.fasterxml.jackson.databind.JsonNode;
import io.qanat.disk.Disk;
import io.qanat.page.Json;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.SecureRandom;

/** The file of a journal without pages: preamble, and the frame with the caller's header. */
final class NewJournal {
    private static final SecureRandom RANDOM = new SecureRandom();

    private NewJournal() {}

    static byte[] bytes(JsonNode header) throws IOException {
        Preamble preamble = new Preamble(Preamble.VERSION, RANDOM.nextLong());
        Frame frame = new Frame();
        byte[] text = Json.MAPPER.writeValueAsBytes(header);
        frame.begin(text.length).put(text);
        ByteBuffer written = frame.finish(FrameType.HEADER, preamble.salt(), Preamble.BYTES, 0);
        return ByteBuffer.allocate(Preamble.BYTES + written.remaining())
                .put(preamble.bytes())
                .put(written)
                .array();
    }

    /** Removes what a creation left that failed. */
    static void remove(Path file, Disk disk, IOException cause) {
        try {
            disk.delete(file.resolveSibling(file.getFileName() + ".new"));
            disk.delete(file);
        } catch (IOException e) {
            cause.addSuppressed(e);
        }
    }
}
