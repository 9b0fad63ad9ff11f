package io.qanat.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qanat.page.Headers;
import io.qanat.settings.NameValue;
import io.qanat.settings.Parameters;
import io.qanat.testing.TestClock;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CredentialsTest {
    private final TestClock clock = TestClock.jumping();
    private final Secrets secrets = new Secrets();
    private final List<TokenFetcher.Request> asked = Collections.synchronizedList(new ArrayList<>());
    private final List<Secret> rotated = new ArrayList<>();
    private TokenFetcher server =
            request -> reply(200, "{\"access_token\":\"token-" + asked.size() + "\",\"expires_in\":3600}");

    private static TokenFetcher.Reply reply(int status, String body) {
        return new TokenFetcher.Reply(status, Headers.NONE, body.getBytes(StandardCharsets.UTF_8));
    }

    private Credentials credentials(String... namesAndValues) {
        Map<String, String> values = new HashMap<>(Map.of("name", "shop", "url", "https://api.example"));
        for (int i = 0; i < namesAndValues.length; i += 2) {
            values.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        TokenFetcher fetcher = request -> {
            asked.add(request);
            return server.fetch(request);
        };
        ApiSettings settings = ApiSettings.of(new Parameters("api shop", values));
        return Credentials.of(settings, fetcher, this::store, secrets, clock);
    }

    private RefreshTokens store(Secret first) {
        RefreshTokens memory = RefreshTokens.inMemory(first);
        return new RefreshTokens() {
            @Override
            public Secret current() {
                return memory.current();
            }

            @Override
            public void rotated(Secret next) {
                rotated.add(next);
                memory.rotated(next);
            }
        };
    }

    private Credentials oauth2(String... more) {
        List<String> all = new ArrayList<>(List.of(
                "auth",
                "oauth2",
                "tokenUrl",
                "https://id.example/token",
                "clientId",
                "me:1",
                "clientSecret",
                "s&cret"));
        all.addAll(List.of(more));
        return credentials(all.toArray(String[]::new));
    }

    private static String authorization(Proof proof) {
        return proof.headers().get(0).value();
    }

    @ParameterizedTest
    @CsvSource({
        "bearer,token,abc,Authorization=Bearer abc",
        "basic,username,me,Authorization=Basic bWU6",
        "apiKey,apiKey,abc,X-API-Key=abc",
    })
    void credentials_that_stay_are_a_header(String auth, String name, String value, String header) throws Exception {
        Proof proof = credentials("auth", auth, name, value).proof();
        assertThat(proof.headers())
                .extracting(field -> field.name() + "=" + field.value())
                .containsExactly(header);
        assertThat(proof.query()).isEmpty();
        assertThat(proof.toString()).doesNotContain("abc");
    }

    @Test
    void a_key_can_stand_in_the_query_or_a_cookie() throws Exception {
        Proof query = credentials("auth", "apiKey", "apiKey", "a&b", "apiKeyName", "k", "apiKeyIn", "query")
                .proof();
        assertThat(query.on(URI.create("https://x.example/y"))).hasToString("https://x.example/y?k=a%26b");
        assertThat(query.on(URI.create("https://x.example/y?z=1"))).hasToString("https://x.example/y?z=1&k=a%26b");
        Proof cookie = credentials("auth", "apiKey", "apiKey", "ab", "apiKeyName", "k", "apiKeyIn", "cookie")
                .proof();
        assertThat(cookie.headers()).containsExactly(new NameValue("Cookie", "k=ab"));
    }

    @Test
    void digest_and_none_add_nothing() throws Exception {
        assertThat(credentials().proof()).isEqualTo(Proof.NONE);
        assertThat(credentials("auth", "digest", "username", "me").proof()).isEqualTo(Proof.NONE);
        assertThat(credentials().refreshable()).isFalse();
    }

    @Test
    void a_client_names_itself_by_basic() throws Exception {
        assertThat(authorization(oauth2("scope", "read write").proof())).isEqualTo("Bearer token-1");
        TokenFetcher.Request request = asked.get(0);
        assertThat(request.headers()).contains(StaticCredentials.basic("me%3A1", new Secret("s%26cret")));
        assertThat(request.body().value()).isEqualTo("grant_type=client_credentials&scope=read%20write");
        assertThat(request.contentType()).isEqualTo("application/x-www-form-urlencoded");
        assertThat(request.toString()).isEqualTo("POST https://id.example/token");
    }

    @Test
    void a_client_names_itself_in_the_body() throws Exception {
        oauth2("clientAuth", "body", "audience", "shop").proof();
        assertThat(asked.get(0).headers()).containsExactly(new NameValue("Accept", "application/json"));
        assertThat(asked.get(0).body().value())
                .isEqualTo("grant_type=client_credentials&audience=shop&client_id=me%3A1&client_secret=s%26cret");
    }

    @ParameterizedTest
    @CsvSource({"3600,3540", "121,61", "120,60", "119,59.5", "10,5"})
    void a_token_is_renewed_before_it_expires(String life, double seconds) throws Exception {
        server = request -> reply(200, "{\"access_token\":\"t" + asked.size() + "\",\"expires_in\":\"" + life + "\"}");
        Credentials credentials = oauth2();
        credentials.proof();
        clock.advance(Duration.ofMillis((long) (seconds * 1_000) - 1));
        assertThat(authorization(credentials.proof())).isEqualTo("Bearer t1");
        clock.advance(Duration.ofMillis(1));
        assertThat(authorization(credentials.proof())).isEqualTo("Bearer t2");
        assertThat(asked).hasSize(2);
    }

    @Test
    void a_token_without_a_life_is_kept_until_a_401() throws Exception {
        server = request -> reply(200, "{\"access_token\":\"t" + asked.size() + "\"}");
        Credentials credentials = oauth2();
        Proof first = credentials.proof();
        clock.advance(Duration.ofDays(100));
        assertThat(credentials.proof()).isEqualTo(first);
        credentials.invalidate(first);
        assertThat(authorization(credentials.proof())).isEqualTo("Bearer t2");
    }

    @Test
    void a_late_401_of_an_old_token_keeps_the_new_one() throws Exception {
        Credentials credentials = oauth2();
        Proof first = credentials.proof();
        credentials.invalidate(first);
        Proof second = credentials.proof();
        credentials.invalidate(first);
        assertThat(credentials.proof()).isEqualTo(second);
        assertThat(asked).hasSize(2);
    }

    @Test
    void however_many_threads_wait_one_asks() throws Exception {
        int threads = 20;
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        server = request -> {
            inside.countDown();
            go.await();
            return reply(200, "{\"access_token\":\"t" + asked.size() + "\",\"expires_in\":3600}");
        };
        Credentials credentials = oauth2();
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        List<Future<Proof>> proofs = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            proofs.add(pool.submit(credentials::proof));
        }
        inside.await();
        go.countDown();
        for (Future<Proof> proof : proofs) {
            assertThat(authorization(proof.get())).isEqualTo("Bearer t1");
        }
        pool.shutdownNow();
        assertThat(asked).hasSize(1);
    }

    @Test
    void a_failure_is_typed_and_not_kept() throws Exception {
        TokenFetcher good = server;
        Credentials credentials = oauth2();
        server = request -> reply(401, "{\"error\":\"invalid_client\"}");
        assertThatThrownBy(credentials::proof)
                .isInstanceOf(ClientErrorException.class)
                .hasMessageStartingWith("shop (token): POST https://id.example/token: status 401 (attempt 1 of 1): ")
                .hasMessageContaining("check auth")
                .hasMessageEndingWith("{\"error\":\"invalid_client\"}");
        server = request -> reply(503, "");
        assertThatThrownBy(credentials::proof).isInstanceOf(ServerErrorException.class);
        server = request -> {
            throw new ConnectException("refused");
        };
        assertThatThrownBy(credentials::proof).isInstanceOf(ApiConnectionException.class);
        server = request -> reply(200, "<html>");
        assertThatThrownBy(credentials::proof)
                .isInstanceOf(UnreadableBodyException.class)
                .hasMessageContaining("<html>");
        server = request -> reply(200, "{\"hello\":1}");
        assertThatThrownBy(credentials::proof).hasMessageContaining("expected an access_token, not: {\"hello\":1}");
        server = good;
        assertThat(authorization(credentials.proof())).isEqualTo("Bearer token-6");
    }

    @Test
    void a_rotated_refresh_token_is_stored_and_used() throws Exception {
        server = request -> reply(
                200,
                "{\"access_token\":\"t" + asked.size() + "\",\"expires_in\":3600,\"refresh_token\":\"r" + asked.size()
                        + "\"}");
        Credentials credentials = oauth2("refreshToken", "r0");
        credentials.invalidate(credentials.proof());
        credentials.proof();
        assertThat(asked)
                .extracting(request -> request.body().value())
                .containsExactly(
                        "grant_type=refresh_token&refresh_token=r0", "grant_type=refresh_token&refresh_token=r1");
        assertThat(rotated).containsExactly(new Secret("r1"), new Secret("r2"));
    }

    @Test
    void tokens_are_masked_from_their_first_use() throws Exception {
        oauth2().proof();
        assertThat(secrets.text("sent token-1 away")).isEqualTo("sent *** away");
    }

    @Test
    void a_login_answers_with_a_token_of_limited_life() throws Exception {
        server = request -> reply(200, "{\"data\":{\"jwt\":\"j" + asked.size() + "\"}}");
        Credentials credentials = credentials(
                "auth",
                "login",
                "loginUrl",
                "https://id.example/login",
                "loginBody",
                "{\"password\":\"p\"}",
                "tokenFrom",
                "/data/jwt",
                "tokenTtl",
                "10m",
                "tokenPrefix",
                "JWT ");
        assertThat(authorization(credentials.proof())).isEqualTo("JWT j1");
        clock.advance(Duration.ofMinutes(9));
        assertThat(authorization(credentials.proof())).isEqualTo("JWT j2");
        assertThat(asked.get(0).contentType()).isEqualTo("application/json");
        assertThat(asked.get(0).body().value()).isEqualTo("{\"password\":\"p\"}");
    }

    @Test
    void a_login_token_can_stand_in_a_header() throws Exception {
        server = request ->
                new TokenFetcher.Reply(204, new Headers(List.of(new NameValue("X-Session", "s1"))), new byte[0]);
        Credentials credentials = credentials(
                "auth",
                "login",
                "loginUrl",
                "https://id.example/login",
                "loginBody",
                "user=me",
                "tokenFrom",
                "header:x-session");
        assertThat(authorization(credentials.proof())).isEqualTo("Bearer s1");
        assertThat(asked.get(0).contentType()).isEqualTo("application/x-www-form-urlencoded");
        server = request -> reply(200, "{}");
        credentials.invalidate(credentials.proof());
        assertThatThrownBy(credentials::proof).hasMessageContaining("expected a token at header:x-session");
    }

    @Test
    void a_fetch_that_breaks_down_frees_the_others() throws Exception {
        server = request -> {
            throw new IllegalStateException("a bug");
        };
        Credentials credentials = oauth2();
        assertThatThrownBy(credentials::proof).isInstanceOf(IllegalStateException.class);
        server = request -> {
            throw new IOException("no");
        };
        assertThatThrownBy(credentials::proof).isInstanceOf(ApiConnectionException.class);
    }
}
