package io.qanat;

import io.qanat.cli.QanatCommand;

/** The program. */
public final class Qanat {
    private Qanat() {}

    /**
     * Runs a command and ends the process with its exit code: 0 done, 1 a pull failed, 2 wrong use or settings.
     *
     * @param args the command and its options, as {@code qanat --help} tells
     */
    public static void main(String[] args) {
        System.exit(QanatCommand.execute(args));
    }
}
