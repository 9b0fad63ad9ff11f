package io.qanat.api;

import io.qanat.page.Answer;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.camel.CamelContext;
import org.jspecify.annotations.Nullable;

/** The APIs of a Camel context, and the clock that they wait by. Thread-safe. */
public final class Apis {
    private static final Secrets NONE = new Secrets();

    private final Map<String, RetryRules> rules = new ConcurrentHashMap<>();
    private final Map<String, Quota> quotas = new ConcurrentHashMap<>();
    private final Map<String, URI> urls = new ConcurrentHashMap<>();
    private final Map<String, Secrets> secrets = new ConcurrentHashMap<>();
    private final Map<String, Integer> sizes = new ConcurrentHashMap<>();
    private final Map<String, Map<String, String>> written = new ConcurrentHashMap<>();
    private final Map<String, Runnable> renewals = new ConcurrentHashMap<>();
    private final RouteFolders folders = new RouteFolders();
    private volatile Waiting waiting = Waiting.SYSTEM;

    /** Made once for each context, by the plugin that sets Qanat up. */
    public Apis() {}

    /** Those of a context. */
    public static Apis of(CamelContext context) {
        return context.getCamelContextExtension().getContextPlugin(Apis.class);
    }

    /** The clock; a test sets its own before the routes are loaded. */
    public void setWaiting(Waiting waiting) {
        this.waiting = waiting;
    }

    /** The clock that all APIs wait by. */
    public Waiting waiting() {
        return waiting;
    }

    /** Where the route files of APIs and pulls lie. */
    public RouteFolders folders() {
        return folders;
    }

    /** What the API repeats; for a hand-written route the defaults. */
    public RetryRules retryRules(String api) {
        return rules.computeIfAbsent(
                api, name -> new RetryRules(RetrySettings.DEFAULT, ThreadLocalRandom.current(), waiting));
    }

    /** Wakes all who wait for a quota, with an exception: the context is stopping. */
    public void stop() {
        quotas.values().forEach(Quota::stop);
    }

    /** The URL that all paths of that API are below; null for a hand-written route. */
    public @Nullable URI url(String api) {
        return urls.get(api);
    }

    /** The secrets of that API; none of a hand-written route. */
    public Secrets secrets(String api) {
        return secrets.getOrDefault(api, NONE);
    }

    /** Lets requests pass again: the context is started once more. */
    public void start() {
        quotas.values().forEach(Quota::start);
    }

    /** A text without the secrets of that API; of a hand-written route only telling names are known. */
    public String masked(String api, String text) {
        return secrets(api).text(text);
    }

    /** The largest body in bytes; of a hand-written route the usual one. */
    public int maxResponseSize(String api) {
        return sizes.getOrDefault(api, Answer.USUAL_MOST);
    }

    /**
     * How the quota of an API stands.
     *
     * @throws IllegalArgumentException if no template makes an API of that name
     */
    public Quota.State state(String api) {
        Quota quota = quotas.get(api);
        if (quota == null) {
            throw new IllegalArgumentException("there is no API " + api + "; there are: " + quotas.keySet());
        }
        return quota.state();
    }

    /** The template's parameters as a route file has them, before placeholders are filled; called before the API is made. */
    public void note(String api, Map<String, String> parameters) {
        written.put(api, Map.copyOf(parameters));
    }

    Map<String, String> written(String api) {
        return written.getOrDefault(api, Map.of());
    }

    /**
     * Reads the API's credentials again, from files and vaults, and uses those that changed (requirement S4). Nothing of a
     * hand-written route.
     *
     * @throws io.qanat.settings.SettingsException if they can't be read or aren't valid; it shows none of them
     */
    public void renew(String api) {
        renewals.getOrDefault(api, () -> {}).run();
    }

    /** How the quota of an API stands; null of a hand-written route. */
    public Quota.@Nullable State quota(String api) {
        Quota quota = quotas.get(api);
        return quota == null ? null : quota.state();
    }

    void add(ApiSettings settings, RetryRules itsRules, Quota quota, Secrets itsSecrets, Runnable renewal) {
        String api = settings.name();
        renewals.put(api, renewal);
        sizes.put(api, settings.maxResponseSize());
        urls.put(api, settings.url());
        rules.put(api, itsRules);
        quotas.put(api, quota);
        secrets.put(api, itsSecrets);
    }
}
