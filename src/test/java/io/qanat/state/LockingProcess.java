package io.qanat.state;

import io.qanat.disk.Disk;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A process of its own that takes a pull and keeps it until it is killed. */
final class LockingProcess implements AutoCloseable {
    private final Process process;

    private LockingProcess(Process process) {
        this.process = process;
    }

    /** Returns when it has the pull. */
    static LockingProcess start(String setting, String pull) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Xshare:auto"));
        command.addAll(
                List.of("-cp", System.getProperty("java.class.path"), LockingProcess.class.getName(), setting, pull));
        Process process = new ProcessBuilder(command)
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

    public static void main(String[] arguments) throws InterruptedException {
        StateStore store = StateStores.open(arguments[0], null, null, Disk.LOCAL);
        if (store.lock(arguments[1]) != null) {
            System.out.println("taken");
            Thread.currentThread().join();
        }
    }
}
