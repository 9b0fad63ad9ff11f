package io.qanat.api;

import io.qanat.page.Headers;
import io.qanat.settings.SettingsException;
import java.net.URI;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Credentials that follow what the settings say (requirement S4): they are read again before each run, and when the API or
 * its token endpoint refuses them. Those that changed take the place of the old ones, tokens included. Thread-safe.
 */
final class LiveCredentials implements Credentials {
    private static final Logger LOG = LoggerFactory.getLogger(LiveCredentials.class);

    private final Supplier<ApiSettings> reader;
    private final Function<ApiSettings, Credentials> maker;
    private final Secrets secrets;
    private volatile Present present;

    /** Settings and the credentials made of them: both change at once. */
    private record Present(ApiSettings settings, Credentials credentials) {}

    /**
     * Begins with those settings.
     *
     * @param reader reads them again; it throws SettingsException if that is impossible
     * @param maker makes credentials of them
     * @param secrets is told the values that are new
     */
    LiveCredentials(
            ApiSettings settings,
            Supplier<ApiSettings> reader,
            Function<ApiSettings, Credentials> maker,
            Secrets secrets) {
        this.reader = reader;
        this.maker = maker;
        this.secrets = secrets;
        this.present = new Present(settings, maker.apply(settings));
    }

    /** The settings that hold now. */
    ApiSettings settings() {
        return present.settings();
    }

    /**
     * Reads them again.
     *
     * @return whether they have changed
     * @throws SettingsException if they can't be read or aren't valid; then the old ones stay
     */
    synchronized boolean renew() {
        ApiSettings before = present.settings();
        ApiSettings now = before.withProofOf(reader.get());
        if (now.equals(before)) {
            return false;
        }
        secrets.rotated(before, now);
        present = new Present(now, maker.apply(now));
        LOG.info("{}: its credentials have changed; the new ones are used from now on", now.name());
        return true;
    }

    @Override
    public Proof proof() throws InterruptedException {
        return asked(Credentials::proof);
    }

    @Override
    public Proof proofFor(String method, URI url) throws InterruptedException {
        return asked(credentials -> credentials.proofFor(method, url));
    }

    /** Asks for a proof. */
    private interface Question {
        Proof of(Credentials credentials) throws InterruptedException;
    }

    /** A token endpoint refuses a client with 400 or 401 (RFC 6749 §5.2): perhaps the secret has changed meanwhile. */
    private Proof asked(Question question) throws InterruptedException {
        try {
            return question.of(present.credentials());
        } catch (ClientErrorException e) {
            if (!changed()) {
                throw e;
            }
            return question.of(present.credentials());
        }
    }

    @Override
    public boolean refreshable() {
        return present.credentials().refreshable();
    }

    @Override
    public void invalidate(Proof used) {
        present.credentials().invalidate(used);
    }

    @Override
    public boolean challenged(Proof used, URI url, Headers answer) {
        return present.credentials().challenged(used, url, answer) || changed();
    }

    @Override
    public void accepted(Proof used, URI url, Headers answer) {
        present.credentials().accepted(used, url, answer);
    }

    /** The refusal is what has to be told; why nothing newer could be read is only said. */
    private boolean changed() {
        try {
            return renew();
        } catch (SettingsException e) {
            LOG.warn("{}", secrets.text(String.valueOf(e.getMessage())));
            return false;
        }
    }
}
