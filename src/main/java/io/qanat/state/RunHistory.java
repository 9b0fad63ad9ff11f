package io.qanat.state;

import io.qanat.disk.Disk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The runs of a pull in a file, a line each, the latest at its end; a run that has several lines is what the last of them
 * says. Its writer holds the pull's lock.
 */
final class RunHistory {
    /** Runs that are kept at least; the file is cut back to them when it has twice as many. */
    static final int KEPT = 1_000;

    private static final Logger LOG = LoggerFactory.getLogger(RunHistory.class);

    private final Disk disk;
    private final Path file;

    RunHistory(Disk disk, Path file) {
        this.disk = disk;
        this.file = file;
    }

    Path file() {
        return file;
    }

    /** Adds a line, and cuts off first what a crash has left of one. A new file's name isn't synced yet. */
    void append(RunRecord run) {
        byte[] before = content();
        StateFiles.write(file, () -> append(before, StateJson.run(run) + "\n"));
        if (lines(before).size() + 1 >= 2 * KEPT) {
            StateFiles.replace(disk, file, lastLines());
        }
    }

    private void append(byte[] before, String line) throws IOException {
        int whole = endOfLastLine(before);
        boolean torn = whole < before.length && parse(text(before, whole)) == null;
        try (Disk.Appender appender = disk.append(file)) {
            if (torn) {
                appender.truncate(whole);
            }
            String start = torn || whole == before.length ? "" : "\n";
            appender.write(ByteBuffer.wrap((start + line).getBytes(StandardCharsets.UTF_8)));
            appender.sync();
        }
    }

    /** The latest runs, the latest first. */
    List<RunRecord> latest(int most) {
        byte[] content = content();
        List<String> lines = lines(content);
        List<RunRecord> runs = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (int i = lines.size() - 1; i >= 0 && runs.size() < most; i--) {
            RunRecord run = parse(lines.get(i));
            if (run == null) {
                boolean torn = i == lines.size() - 1 && endOfLastLine(content) < content.length;
                passOver(i + 1, torn);
            } else if (seen.add(run.run())) {
                runs.add(run);
            }
        }
        return runs;
    }

    /** A torn last line was never promised to anybody, or is being written right now. */
    private void passOver(int line, boolean torn) {
        if (!torn) {
            LOG.warn("{} line {}: damaged, it is passed over; remove the line if it is of no use", file, line);
        }
    }

    private String lastLines() {
        Deque<String> lines = new ArrayDeque<>();
        latest(KEPT).forEach(run -> lines.addFirst(StateJson.run(run) + "\n"));
        return String.join("", lines);
    }

    private byte[] content() {
        byte[] content = StateFiles.read(file);
        return content == null ? new byte[0] : content;
    }

    private static List<String> lines(byte[] content) {
        return text(content, 0).lines().toList();
    }

    private static String text(byte[] content, int from) {
        return new String(content, from, content.length - from, StandardCharsets.UTF_8);
    }

    private static int endOfLastLine(byte[] content) {
        int end = content.length;
        while (end > 0 && content[end - 1] != '\n') {
            end--;
        }
        return end;
    }

    private static @Nullable RunRecord parse(String line) {
        try {
            return StateJson.run(StateJson.parse(line));
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
