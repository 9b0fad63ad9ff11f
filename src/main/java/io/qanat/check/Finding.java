package io.qanat.check;

import io.qanat.settings.Problem;
import java.nio.file.Path;

/**
 * A mistake, and where it is written.
 *
 * @param file the file
 * @param line the line, from 1; 0 for the file as a whole
 * @param problem what is wrong
 */
public record Finding(Path file, int line, Problem problem) {

    @Override
    public String toString() {
        return file + (line > 0 ? ":" + line : "") + ": " + problem;
    }
}
