package io.qanat.testserver;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * A server on a free port of this machine that plays a script, one behaviour a request; the last one is repeated. It
 * keeps connections open until a behaviour or the client ends them, and notes every request. Thread-safe.
 *
 * <p>{@code FaultServer.start(status(503), resetBeforeHeaders(), json("[]"))} fails twice before it answers.
 */
public final class FaultServer implements AutoCloseable {
    private static final int BACKLOG = 128;
    private static final long WAIT_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final ServerSocket listener;
    private final String scheme;
    private final Function<Received, Behaviour> script;
    private final @Nullable SSLContext tls;
    private final boolean demandCertificate;
    private final ExecutorService threads = Executors.newCachedThreadPool(FaultServer::daemon);
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger connections = new AtomicInteger();
    private final List<Received> requests = new CopyOnWriteArrayList<>();
    private final AtomicReference<@Nullable RuntimeException> mistake = new AtomicReference<>();

    private FaultServer(Function<Received, Behaviour> script, @Nullable SSLContext tls, boolean demandCertificate)
            throws IOException {
        this.listener = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
        this.scheme = tls == null ? "http" : "https";
        this.script = script;
        this.tls = tls;
        this.demandCertificate = demandCertificate;
        threads.execute(this::accept);
    }

    /** Starts a server that plays these behaviours, one a request, and then the last one again and again. */
    public static FaultServer start(Behaviour... script) throws IOException {
        return new FaultServer(inTurn(script), null, false);
    }

    /** Starts a server that chooses what to do by the request. */
    public static FaultServer choosing(Function<Received, Behaviour> script) throws IOException {
        return new FaultServer(script, null, false);
    }

    /** Starts a server that speaks TLS, with the certificate of that context, and chooses what to do by the request. */
    public static FaultServer choosingTls(SSLContext context, Function<Received, Behaviour> script) throws IOException {
        return new FaultServer(script, context, false);
    }

    /** Starts a server that speaks TLS, with the certificate of that context. */
    public static FaultServer startTls(SSLContext context, Behaviour... script) throws IOException {
        return new FaultServer(inTurn(script), context, false);
    }

    /** The same, which turns away clients without a certificate that the context trusts. */
    public static FaultServer startMutualTls(SSLContext context, Behaviour... script) throws IOException {
        return new FaultServer(inTurn(script), context, true);
    }

    /** A port of this machine that nobody listens on, at least a moment ago. */
    public static int refusedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** Its origin, such as {@code http://127.0.0.1:40123}, without a slash at the end. */
    public URI url() {
        return URI.create(scheme + "://127.0.0.1:" + port());
    }

    /** A URL at this server; the path begins with a slash. */
    public URI url(String path) {
        return URI.create(url() + path);
    }

    /** The port it listens on. */
    public int port() {
        return listener.getLocalPort();
    }

    /** The requests so far, each noted before it was answered, in the order of their arrival. */
    public List<Received> requests() {
        return List.copyOf(requests);
    }

    /**
     * Waits until so many requests have come.
     *
     * @throws IllegalStateException if they haven't within ten seconds
     */
    public List<Received> awaitRequests(int count) throws InterruptedException {
        long end = System.nanoTime() + WAIT_NANOS;
        synchronized (requests) {
            while (requests.size() < count) {
                long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
                if (left <= 0) {
                    throw new IllegalStateException(
                            "fault server: " + requests.size() + " requests came, not " + count);
                }
                requests.wait(left);
            }
        }
        return requests();
    }

    /** How many connections were opened so far. */
    public int connections() {
        return connections.get();
    }

    /** How many of them are open. */
    public int openConnections() {
        return open.size();
    }

    /**
     * Ends everything at once.
     *
     * @throws IllegalStateException if the script itself failed
     */
    @Override
    public void close() throws IOException {
        listener.close();
        threads.shutdownNow();
        for (Socket socket : open) {
            socket.close();
        }
        if (!ended()) {
            throw new IllegalStateException("fault server: a behaviour doesn't end when its connection is closed");
        }
        RuntimeException failed = mistake.get();
        if (failed != null) {
            throw new IllegalStateException("fault server: the script failed", failed);
        }
    }

    private boolean ended() {
        try {
            return threads.awaitTermination(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                hand(listener.accept());
            } catch (IOException e) {
                if (!listener.isClosed()) {
                    mistake.compareAndSet(null, new UncheckedIOException(e));
                }
            }
        }
    }

    /** A connection that comes while the server closes is closed as well. */
    private void hand(Socket socket) throws IOException {
        int number = connections.incrementAndGet();
        open.add(socket);
        try {
            threads.execute(() -> serve(socket, number));
        } catch (RejectedExecutionException e) {
            socket.close();
        }
    }

    private void serve(Socket socket, int number) {
        try (socket) {
            Wire wire = new Wire(socket, secured(socket));
            converse(wire, new RequestReader(new BufferedInputStream(wire.in()), wire, number));
        } catch (IOException e) {
            // The client has gone, or wouldn't shake hands: here that is what tests are about, and they look at the
            // client.
        } catch (RuntimeException e) {
            mistake.compareAndSet(null, e);
        } finally {
            open.remove(socket);
        }
    }

    private void converse(Wire wire, RequestReader reader) throws IOException {
        Received request = reader.next();
        while (request != null) {
            note(request);
            script.apply(request).play(wire, request);
            boolean last = "close".equalsIgnoreCase(request.headers().first("Connection"));
            request = last || !wire.isOpen() ? null : reader.next();
        }
    }

    private void note(Received request) {
        synchronized (requests) {
            requests.add(request);
            requests.notifyAll();
        }
    }

    private Socket secured(Socket socket) throws IOException {
        socket.setTcpNoDelay(true);
        if (tls == null) {
            return socket;
        }
        SSLSocket secured = (SSLSocket) tls.getSocketFactory().createSocket(socket, null, port(), true);
        secured.setUseClientMode(false);
        secured.setNeedClientAuth(demandCertificate);
        secured.startHandshake();
        return secured;
    }

    private static Function<Received, Behaviour> inTurn(Behaviour... script) {
        if (script.length == 0) {
            throw new IllegalArgumentException("fault server: the script needs at least one behaviour");
        }
        AtomicInteger next = new AtomicInteger();
        return request -> script[Math.min(next.getAndIncrement(), script.length - 1)];
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "fault-server");
        thread.setDaemon(true);
        return thread;
    }
}
