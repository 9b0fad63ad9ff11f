package io.qanat.state;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.apache.camel.util.InetAddressUtil;

/** Who has taken a pull, in words for a message. */
final class Holder {
    /** When nothing is known. */
    static final String UNKNOWN = "another process";

    private Holder() {}

    /** This process, from now on. */
    static String thisProcess() {
        return text(ProcessHandle.current().pid(), host(), Instant.now());
    }

    static String text(long process, String host, Instant since) {
        return "process " + process + " on host " + host + " since " + since.truncatedTo(ChronoUnit.SECONDS);
    }

    static String host() {
        return Host.NAME;
    }

    /** Looked up once: it may ask a name server. */
    private static final class Host {
        static final String NAME = InetAddressUtil.getLocalHostNameSafe();
    }
}
