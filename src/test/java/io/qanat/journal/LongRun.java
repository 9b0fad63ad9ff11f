package io.qanat.journal;

import io.qanat.page.Answer;
import io.qanat.page.Headers;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Random;

/** A program of its own, for a small heap: stores 2,000 pages of 100,000 bytes, opens the journal again and reads them. */
final class LongRun {
    private static final int PAGES = 2000;

    private LongRun() {}

    /** Takes the file's name. */
    public static void main(String[] args) throws IOException {
        Path file = Path.of(args[0]);
        try (Journal journal = Answers.begun(file)) {
            for (int number = 1; number <= PAGES; number++) {
                journal.append("", number, page(number), Answers.request(number + 1));
            }
        }
        try (Journal journal = Answers.open(file)) {
            System.out.println(journal.pages() + " pages, " + bytes(journal) + " bytes");
        }
    }

    private static long bytes(Journal journal) throws IOException {
        long bytes = 0;
        for (int number = 1; number <= PAGES; number++) {
            byte[] body = journal.answer("", number).body();
            if (ByteBuffer.wrap(body).getInt() != number) {
                throw new IllegalStateException("page " + number + " is another");
            }
            bytes += body.length;
        }
        return bytes;
    }

    /** A body that stays above 10 kB when it is compressed, so that the file is larger than the heap. */
    private static Answer page(int number) {
        byte[] body = new byte[100_000];
        byte[] random = new byte[12_000];
        new Random(number).nextBytes(random);
        System.arraycopy(random, 0, body, 4, random.length);
        ByteBuffer.wrap(body).putInt(number);
        return new Answer(URI.create("https://api.example.com/" + number), 200, Headers.NONE, body);
    }
}
