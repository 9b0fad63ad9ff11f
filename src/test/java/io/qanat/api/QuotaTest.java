package io.qanat.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.qanat.testing.TestClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class QuotaTest {
    private static final Duration MAX_WAIT = Duration.ofMinutes(5);
    private final List<String> told = Collections.synchronizedList(new ArrayList<>());
    private final TestClock clock = TestClock.jumping();

    private Quota quota(TestClock waiting, int concurrency, String... rates) {
        return new Quota("shop", Stream.of(rates).map(Rate::parse).toList(), concurrency, MAX_WAIT, waiting, told::add);
    }

    /** Calls that take so long, one after the other; gives back when the last one had its answer. */
    private void call(Quota quota, int times, Duration latency) throws InterruptedException {
        for (int i = 0; i < times; i++) {
            Quota.Ticket ticket = quota.enter();
            clock.advance(latency);
            ticket.close();
        }
    }

    @Provide
    Arbitrary<List<String>> rates() {
        return Arbitraries.of(List.of("20/1s"), List.of("90/6s"), List.of("10/1s", "50/10s"), List.of("1/1s"));
    }

    /**
     * Requests whose latencies jump between nothing and a period, with the arrival at the server anywhere in between; a quarter
     * of them pause first. Whatever happens, no window of a limit's period sees more arrivals than the limit.
     */
    @Property(tries = 300)
    void no_window_sees_more_arrivals_than_the_limit(
            @ForAll("rates") List<String> rates,
            @ForAll @IntRange(min = 1, max = 40) int concurrency,
            @ForAll @IntRange(min = 0, max = 2_500) int slowest,
            @ForAll @IntRange(min = 0, max = 400) int pauses,
            @ForAll long seed)
            throws InterruptedException {
        TestClock waiting = TestClock.jumping();
        Quota quota = quota(waiting, concurrency, rates.toArray(String[]::new));
        Random random = new Random(seed);
        List<Long> arrivals = new ArrayList<>();
        for (int i = 0; i < 250; i++) {
            if (random.nextInt(4) == 0) {
                waiting.advance(Duration.ofNanos((long) (random.nextDouble() * pauses * 1e6)));
            }
            Quota.Ticket ticket = quota.enter();
            long latency = (long) (Math.pow(random.nextDouble(), 4) * slowest * 1e6);
            arrivals.add(waiting.nanoTime() + (long) (random.nextDouble() * latency));
            waiting.at(waiting.elapsed().plusNanos(latency), ticket::close);
        }
        rates.forEach(rate -> assertThat(mostInWindow(arrivals, Rate.parse(rate)))
                .isLessThanOrEqualTo(Rate.parse(rate).requests()));
    }

    /** The most arrivals in any half-open window of the period. */
    private static int mostInWindow(List<Long> arrivals, Rate rate) {
        List<Long> sorted = arrivals.stream().sorted().toList();
        int most = 0;
        for (int from = 0, to = 0; to < sorted.size(); to++) {
            while (sorted.get(to) - sorted.get(from) >= rate.period().toNanos()) {
                from++;
            }
            most = Math.max(most, to - from + 1);
        }
        return most;
    }

    @Test
    void nearly_the_whole_rate_is_used() throws InterruptedException {
        for (String rate : List.of("20/1s", "90/6s", "18/1s")) {
            Rate limit = Rate.parse(rate);
            Duration before = clock.elapsed();
            call(quota(clock, 10, rate), limit.requests() * 20 + 1, Duration.ofMillis(2));
            double periods = (double) clock.elapsed().minus(before).toNanos()
                    / limit.period().toNanos();
            assertThat(20 / periods).as(rate).isBetween(0.97, 1.0);
        }
    }

    @Test
    void without_limits_nobody_waits() throws InterruptedException {
        call(quota(clock, 1), 1_000, Duration.ZERO);
        assertThat(clock.elapsed()).isZero();
    }

    @Test
    void a_slot_is_free_one_period_after_its_response() throws InterruptedException {
        Quota quota = quota(clock, 10, "1/10s");
        call(quota, 1, Duration.ofSeconds(3));
        quota.enter();
        assertThat(clock.elapsed()).isBetween(Duration.ofSeconds(13), Duration.ofMillis(13_010));
    }

    @Test
    void no_more_requests_run_at_once_than_allowed() throws InterruptedException {
        Quota quota = quota(clock, 2);
        Quota.Ticket first = quota.enter();
        quota.enter();
        clock.at(Duration.ofSeconds(7), first::close);
        quota.enter();
        assertThat(clock.elapsed()).isEqualTo(Duration.ofSeconds(7));
        assertThat(quota.state().open()).isEqualTo(2);
    }

    @Test
    void closing_twice_frees_once() throws InterruptedException {
        Quota quota = quota(clock, 3);
        Quota.Ticket ticket = quota.enter();
        quota.enter();
        ticket.close();
        ticket.close();
        assertThat(quota.state().open()).isEqualTo(1);
    }

    @Test
    void a_pause_holds_all_requests() throws InterruptedException {
        Quota quota = quota(clock, 10);
        quota.pauseUntil(clock.now().plusSeconds(30));
        quota.pauseUntil(clock.now().plusSeconds(10));
        assertThat(quota.state().pausedUntil()).isEqualTo(clock.now().plusSeconds(30));
        quota.enter();
        assertThat(clock.elapsed()).isEqualTo(Duration.ofSeconds(30));
        assertThat(quota.state().pausedUntil()).isNull();
    }

    @Test
    void a_pause_longer_than_anybody_waits_is_refused_with_the_time_to_come_back() {
        Quota quota = quota(clock, 10);
        quota.pauseUntil(clock.now().plusSeconds(3_600));
        assertThatThrownBy(quota::enter).isInstanceOfSatisfying(RateLimitedException.class, e -> {
            assertThat(e.comeBack()).isEqualTo(clock.now().plusSeconds(3_600));
            assertThat(e).hasMessageStartingWith("shop: ").hasMessageContaining("come back at 2026-11-23T11:00:00Z");
        });
        assertThat(quota.state().waiting()).isZero();
        assertThat(clock.elapsed()).isZero();
    }

    @Test
    void a_429_halves_the_pace_which_recovers_step_by_step() throws InterruptedException {
        Quota quota = quota(clock, 8, "10/1s");
        limited(quota.enter());
        assertThat(quota.state().pace()).isEqualTo(0.5);
        assertThat(quota.state().concurrency()).isEqualTo(4);
        Duration before = clock.elapsed();
        call(quota, 10, Duration.ZERO);
        assertThat(clock.elapsed().minus(before)).isEqualTo(Duration.ofSeconds(2));
        call(quota, 5 * Pace.RECOVERY, Duration.ZERO);
        assertThat(quota.state().pace()).isEqualTo(1);
        assertThat(told)
                .startsWith("shop: 429 in spite of the rate limit, pace halved to 50 %", "shop: pace raised to 60 %")
                .endsWith("shop: pace raised to 100 %")
                .hasSize(6);
    }

    @Test
    void one_burst_of_429s_halves_once() throws InterruptedException {
        Quota quota = quota(clock, 8, "10/1s");
        List<Quota.Ticket> tickets = List.of(quota.enter(), quota.enter(), quota.enter());
        tickets.forEach(QuotaTest::limited);
        assertThat(quota.state().pace()).isEqualTo(0.5);
        limited(quota.enter());
        assertThat(quota.state().pace()).isEqualTo(0.25);
    }

    @Test
    void the_pace_never_falls_to_nothing() throws InterruptedException {
        Quota quota = quota(clock, 8, "10/1s");
        for (int i = 0; i < 50; i++) {
            limited(quota.enter());
        }
        assertThat(quota.state().pace()).isEqualTo(Pace.LEAST);
        assertThat(quota.state().concurrency()).isEqualTo(1);
    }

    private static void limited(Quota.Ticket ticket) {
        ticket.limited();
        ticket.close();
    }

    @Test
    void the_state_can_be_read() throws InterruptedException {
        Quota quota = quota(clock, 8, "10/1s", "3/60s");
        quota.enter();
        assertThat(quota.state()).isEqualTo(new Quota.State(2, 1, 8, 1, 0, null));
    }

    @Test
    void who_came_first_goes_first() throws Exception {
        TestClock manual = TestClock.manual();
        Quota quota = quota(manual, 10, "1/1s");
        quota.enter().close();
        List<Integer> order = Collections.synchronizedList(new ArrayList<>());
        ExecutorService threads = Executors.newCachedThreadPool();
        List<Future<?>> done = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            int number = i;
            done.add(threads.submit(() -> {
                Quota.Ticket ticket = quota.enter();
                order.add(number);
                ticket.close();
                return null;
            }));
            manual.awaitWaiters(i + 1);
        }
        for (Future<?> each : done) {
            manual.advance(Duration.ofSeconds(2));
            each.get();
        }
        threads.shutdownNow();
        assertThat(order).containsExactly(0, 1, 2, 3, 4);
    }

    @Test
    void a_stop_wakes_all_who_wait() throws Exception {
        TestClock manual = TestClock.manual();
        Quota quota = quota(manual, 1);
        quota.enter();
        ExecutorService threads = Executors.newCachedThreadPool();
        List<Future<Throwable>> waiters = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            waiters.add(threads.submit(() -> catchThrowable(quota::enter)));
        }
        manual.awaitWaiters(3);
        quota.stop();
        for (Future<Throwable> waiter : waiters) {
            assertThat(waiter.get()).isInstanceOf(CancellationException.class).hasMessageStartingWith("shop: stopped");
        }
        threads.shutdownNow();
        assertThatThrownBy(quota::enter).isInstanceOf(CancellationException.class);
    }

    @Test
    void an_interrupted_waiter_leaves_the_line_to_the_next() throws Exception {
        TestClock manual = TestClock.manual();
        Quota quota = quota(manual, 1);
        Quota.Ticket open = quota.enter();
        ExecutorService threads = Executors.newCachedThreadPool();
        AtomicInteger interrupted = new AtomicInteger();
        Thread first = new Thread(() -> {
            try {
                quota.enter();
            } catch (InterruptedException e) {
                interrupted.incrementAndGet();
            }
        });
        first.start();
        manual.awaitWaiters(1);
        Future<Quota.Ticket> second = threads.submit(quota::enter);
        manual.awaitWaiters(2);
        first.interrupt();
        first.join();
        open.close();
        assertThat(second.get()).isNotNull();
        threads.shutdownNow();
        assertThat(interrupted).hasValue(1);
    }

    @Test
    void many_threads_keep_the_limits_together() throws Exception {
        Quota quota = quota(clock, 5, "20/1s");
        List<Long> arrivals = Collections.synchronizedList(new ArrayList<>());
        AtomicInteger open = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        ExecutorService threads = Executors.newFixedThreadPool(16);
        List<Future<?>> done = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            done.add(threads.submit(() -> {
                Quota.Ticket ticket = quota.enter();
                most.accumulateAndGet(open.incrementAndGet(), Math::max);
                arrivals.add(clock.nanoTime());
                open.decrementAndGet();
                ticket.close();
                return null;
            }));
        }
        for (Future<?> each : done) {
            each.get();
        }
        threads.shutdownNow();
        assertThat(arrivals).hasSize(400);
        assertThat(mostInWindow(arrivals, Rate.parse("20/1s"))).isLessThanOrEqualTo(20);
        assertThat(most.get()).isBetween(1, 5);
    }
}
