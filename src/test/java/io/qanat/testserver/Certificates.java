package io.qanat.testserver;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * Certificates made for one test run by the JDK's keytool: an authority, and those it signed. Each is made when it is
 * first asked for. Thread-safe.
 */
public final class Certificates {
    /** Of every key store made here. */
    public static final String PASSWORD = "changeit";

    private static final String AUTHORITY = "authority";

    private final Path folder;
    private final Path keys;
    private final Set<String> made = new HashSet<>();

    private Certificates(Path folder) {
        this.folder = folder;
        this.keys = folder.resolve("all.p12");
    }

    /** Makes the authority, with its files in that folder. */
    public static Certificates in(Path folder) throws IOException, InterruptedException {
        Certificates certificates = new Certificates(folder);
        certificates.keytool(AUTHORITY, "-dname", "CN=Test authority", "-ext", "bc:c", "-validity", "30");
        return certificates;
    }

    /** A server for 127.0.0.1 and localhost, signed by the authority; it trusts clients that the authority signed. */
    public SSLContext server() throws IOException, InterruptedException, GeneralSecurityException {
        return signed("server", "-ext", "san=ip:127.0.0.1,dns:localhost", "-validity", "30");
    }

    /** A server for hosts of those names, signed by the authority. */
    public SSLContext serverOf(String... hosts) throws IOException, InterruptedException, GeneralSecurityException {
        String names = Stream.of(hosts).map(host -> "dns:" + host).collect(Collectors.joining(","));
        return signed(String.join("-", hosts), "-ext", "san=" + names, "-validity", "30");
    }

    /** A server with a certificate for another host, signed by the authority. */
    public SSLContext wrongHost() throws IOException, InterruptedException, GeneralSecurityException {
        return signed("wrong-host", "-ext", "san=dns:elsewhere.example", "-validity", "30");
    }

    /** A server with a certificate that ended five days ago. */
    public SSLContext expired() throws IOException, InterruptedException, GeneralSecurityException {
        return signed("expired", "-ext", "san=ip:127.0.0.1", "-startdate", "-10d", "-validity", "5");
    }

    /** A server that signed its certificate itself. */
    public SSLContext selfSigned() throws IOException, InterruptedException, GeneralSecurityException {
        keytool("self-signed", "-dname", "CN=self", "-ext", "san=ip:127.0.0.1", "-validity", "30");
        return context("self-signed");
    }

    /** A client's key and certificate, signed by the authority, as a PKCS #12 file. */
    public Path clientKeyStore() throws IOException, InterruptedException, GeneralSecurityException {
        sign("client", "-validity", "30");
        return write(only("client"), "client.p12");
    }

    /** A PKCS #12 file with nothing but the authority's certificate. */
    public Path trustStore() throws IOException, GeneralSecurityException {
        return write(authority(), "trust.p12");
    }

    /** A client that trusts the authority. */
    public SSLContext client() throws IOException, GeneralSecurityException {
        return context(empty());
    }

    /** A client that trusts the authority and shows the certificate of {@link #clientKeyStore}. */
    public SSLContext clientWithCertificate() throws IOException, InterruptedException, GeneralSecurityException {
        return context(load(clientKeyStore()));
    }

    private SSLContext signed(String alias, String... options)
            throws IOException, InterruptedException, GeneralSecurityException {
        sign(alias, options);
        return context(alias);
    }

    private void sign(String alias, String... options) throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(List.of("-dname", "CN=" + alias, "-signer", AUTHORITY));
        all.addAll(List.of(options));
        keytool(alias, all.toArray(String[]::new));
    }

    private SSLContext context(String alias) throws IOException, GeneralSecurityException {
        return context(only(alias));
    }

    private SSLContext context(KeyStore own) throws IOException, GeneralSecurityException {
        KeyManagerFactory keyManagers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keyManagers.init(own, PASSWORD.toCharArray());
        TrustManagerFactory trustManagers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trustManagers.init(authority());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keyManagers.getKeyManagers(), trustManagers.getTrustManagers(), null);
        return context;
    }

    private KeyStore authority() throws IOException, GeneralSecurityException {
        KeyStore store = empty();
        store.setCertificateEntry(AUTHORITY, load(keys).getCertificate(AUTHORITY));
        return store;
    }

    private KeyStore only(String alias) throws IOException, GeneralSecurityException {
        KeyStore all = load(keys);
        KeyStore store = empty();
        char[] password = PASSWORD.toCharArray();
        store.setKeyEntry(alias, all.getKey(alias, password), password, all.getCertificateChain(alias));
        return store;
    }

    private static KeyStore empty() throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }

    private static KeyStore load(Path file) throws IOException, GeneralSecurityException {
        KeyStore store = empty();
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, PASSWORD.toCharArray());
        }
        return store;
    }

    private Path write(KeyStore store, String name) throws IOException, GeneralSecurityException {
        Path file = folder.resolve(name);
        try (OutputStream out = Files.newOutputStream(file)) {
            store.store(out, PASSWORD.toCharArray());
        }
        return file;
    }

    private synchronized void keytool(String alias, String... options) throws IOException, InterruptedException {
        if (!made.add(alias)) {
            return;
        }
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
        command.addAll(List.of(
                "-J-XX:TieredStopAtLevel=1",
                "-genkeypair",
                "-alias",
                alias,
                "-keystore",
                keys.toString(),
                "-storepass",
                PASSWORD));
        command.addAll(List.of("-keyalg", "EC", "-groupname", "secp256r1"));
        command.addAll(List.of(options));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException("keytool: " + alias + " could not be made: " + output);
        }
    }
}
