package io.qanat.testserver;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * A proxy on a free port of this machine: tunnels by CONNECT (RFC 9110 §9.3.6), and passes on the first request of any other
 * connection, with all that follows. It notes each head that it was sent. Thread-safe.
 */
public final class Proxy implements AutoCloseable {
    private static final int LONGEST_HEAD = 16_384;

    private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final ExecutorService threads = Executors.newCachedThreadPool(Proxy::daemon);
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final List<String> heads = new CopyOnWriteArrayList<>();
    private final String credentials;
    private final @Nullable URI end;

    private Proxy(String credentials, @Nullable URI end) throws IOException {
        this.credentials = credentials;
        this.end = end;
        threads.execute(this::accept);
    }

    /** Starts one that serves everybody. */
    public static Proxy start() throws IOException {
        return new Proxy("", null);
    }

    /** Starts one that asks for those credentials, as they stand in Proxy-Authorization after Basic. */
    public static Proxy demanding(String basic) throws IOException {
        return new Proxy(basic, null);
    }

    /** Starts one whose tunnels all end at that server, whatever host they were asked for. */
    public static Proxy leadingTo(URI server) throws IOException {
        return new Proxy("", server);
    }

    /** Where it listens. */
    public URI url() {
        return URI.create("http://127.0.0.1:" + listener.getLocalPort());
    }

    /** The heads of the requests that were sent to it, in the order of their coming. */
    public List<String> heads() {
        return List.copyOf(heads);
    }

    /** Their first lines. */
    public List<String> lines() {
        return heads.stream().map(head -> head.lines().findFirst().orElse("")).toList();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                open.add(client);
                threads.execute(() -> serve(client));
            } catch (IOException e) {
                return; // closed
            }
        }
    }

    private void serve(Socket client) {
        try (client) {
            String head = head(client.getInputStream());
            heads.add(head);
            while (!head.contains("Proxy-Authorization: Basic " + credentials) && !credentials.isEmpty()) {
                write(
                        client,
                        "HTTP/1.1 407 Who are you\r\nProxy-Authenticate: Basic realm=\"p\"\r\nContent-Length: 0\r\n\r\n");
                head = head(client.getInputStream());
                heads.add(head);
            }
            pass(client, head, head.split(" ", 3)[1]);
        } catch (IOException e) {
            // one of the two has gone: so does the tunnel
        }
    }

    private void pass(Socket client, String head, String target) throws IOException {
        boolean tunnel = head.startsWith("CONNECT ");
        URI to = end != null ? end : URI.create(tunnel ? "https://" + target : target);
        try (Socket server = new Socket(to.getHost(), to.getPort())) {
            open.add(server);
            if (tunnel) {
                write(client, "HTTP/1.1 200 Connected\r\n\r\n");
            } else {
                write(server, head.replaceFirst(" http://[^/]+", " "));
            }
            threads.execute(() -> copy(server, client));
            copy(client, server);
        }
    }

    private static void copy(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
            to.shutdownOutput();
        } catch (IOException e) {
            // closed by the other direction
        }
    }

    private static void write(Socket socket, String text) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write(text.getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
    }

    /** Not a byte more than the head: what follows belongs to the other side. */
    private static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (!head.toString().endsWith("\r\n\r\n")) {
            int next = in.read();
            if (next < 0 || head.length() > LONGEST_HEAD) {
                throw new IOException("no head of a request");
            }
            head.append((char) next);
        }
        return head.toString();
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "proxy");
        thread.setDaemon(true);
        return thread;
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (Socket socket : open) {
            socket.close();
        }
        threads.shutdownNow();
    }
}
