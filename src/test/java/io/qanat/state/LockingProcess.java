package io.qanat.state;

import io.qanat.disk.Disk;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** A process of its own that takes a pull and keeps it until it is killed. */
final class LockingProcess implements AutoCloseable {
    private final Process process;

    private LockingProcess(Process process) {
        this.process = process;
    }

    /** Returns when it has the pull. */
    static LockingProcess start(String setting, String pull) throws IOException {
        Process process = command(System.getProperty("java.class.path"), setting, pull)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.equals("taken")) {
                return new LockingProcess(process);
            }
        }
        throw new IOException("it couldn't take " + pull);
    }

    static ProcessBuilder command(String classPath, String setting, String pull) {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String main = LockingProcess.class.getName();
        return new ProcessBuilder(java, "-XX:TieredStopAtLevel=1", "-cp", classPath, main, setting, pull);
    }

    long pid() {
        return process.pid();
    }

    /** By SIGKILL; returns when it is dead. */
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    @Override
    public void close() {
        kill();
    }

    public static void main(String[] arguments) throws IOException {
        StateStore store = StateStores.open(arguments[0], null, null, Disk.LOCAL);
        if (store.lock(arguments[1]) != null) {
            System.out.println("taken");
            System.in.read(); // until the test kills it, or is gone itself
        }
    }
}
