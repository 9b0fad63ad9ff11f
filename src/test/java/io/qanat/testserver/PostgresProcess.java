package io.qanat.testserver;

import io.qanat.disk.Disk;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/**
 * A PostgreSQL of a test, in a temporary folder that goes when the JVM ends. The server refuses to run as root: a test that
 * does starts it as the user nobody, by setpriv (which works in a container too, where a library's user namespaces are
 * forbidden).
 */
final class PostgresProcess {
    private static final String PROGRAMS = "/postgres-linux-x86_64.txz";
    private static final String NOBODY = "65534";

    private final Path folder;
    private final int port;

    private PostgresProcess(Path folder, int port) {
        this.folder = folder;
        this.port = port;
    }

    int port() {
        return port;
    }

    /** Returns when it answers. */
    static PostgresProcess start() throws IOException {
        Path folder = Files.createTempDirectory("qanat-postgres");
        PostgresProcess process = new PostgresProcess(folder, freePort());
        Runtime.getRuntime().addShutdownHook(new Thread(process::stop));
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        unpack(folder);
        process.makeData();
        process.run("bin/pg_ctl", "start", "-w", "-D", "data", "-l", "data/log", "-o", process.options());
        return process;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private void makeData() throws IOException {
        Path data = Files.createDirectory(folder.resolve("data"));
        if (isRoot()) {
            Files.setAttribute(data, "unix:uid", Integer.valueOf(NOBODY));
        }
        run("bin/initdb", "-D", "data", "-U", Postgres.USER, "-A", "trust", "-E", "UTF8", "--no-locale", "--no-sync");
    }

    private String options() {
        return "-p " + port + " -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c fsync=off"
                + " -c shared_buffers=16MB";
    }

    private static boolean isRoot() throws IOException {
        return Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
    }

    private void run(String program, String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        if (isRoot()) {
            command.addAll(List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups"));
        }
        command.add(folder.resolve(program).toString());
        command.addAll(List.of(arguments));
        Path output = Files.createTempFile(folder, "output", ".txt");
        int exit = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start()
                .onExit()
                .join()
                .exitValue();
        if (exit != 0) {
            throw new IOException(
                    program + " ended with " + exit + ": " + Files.readString(output, StandardCharsets.UTF_8));
        }
    }

    private void stop() {
        try {
            if (Files.exists(folder.resolve("data/postmaster.pid"))) {
                run("bin/pg_ctl", "stop", "-m", "immediate", "-w", "-D", "data");
            }
            Disk.LOCAL.deleteTree(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void unpack(Path folder) throws IOException {
        try (InputStream programs = PostgresProcess.class.getResourceAsStream(PROGRAMS)) {
            if (programs == null) {
                throw new IOException(
                        "no PostgreSQL for this machine is among the test dependencies of the pom: " + PROGRAMS);
            }
            TarArchiveInputStream archive = new TarArchiveInputStream(new XZInputStream(programs));
            for (TarArchiveEntry entry = archive.getNextEntry(); entry != null; entry = archive.getNextEntry()) {
                unpack(archive, entry, folder.resolve(entry.getName()));
            }
        }
    }

    private static void unpack(TarArchiveInputStream archive, TarArchiveEntry entry, Path target) throws IOException {
        if (entry.isDirectory()) {
            Files.createDirectories(target);
            return;
        }
        Files.createDirectories(target.getParent());
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
            return;
        }
        Files.copy(archive, target);
        boolean program = (entry.getMode() & 0111) != 0;
        Files.setPosixFilePermissions(target, PosixFilePermissions.fromString(program ? "rwxr-xr-x" : "rw-r--r--"));
    }
}
