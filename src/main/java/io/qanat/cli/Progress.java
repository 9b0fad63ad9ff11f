package io.qanat.cli;

import io.qanat.api.Apis;
import io.qanat.pull.Run;
import io.qanat.pull.RunListener;
import io.qanat.pull.RunResult;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Timer;
import java.util.TimerTask;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Shows how far the runs at hand are, each by a line: where somebody looks, lines that change in place; elsewhere a log line
 * when a run begins and every ten seconds. It looks at the runs by itself, so that pages cost nothing. Thread-safe.
 */
final class Progress implements RunListener, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Progress.class);
    private static final Duration ON_TERMINAL = Duration.ofMillis(250);
    private static final Duration IN_LOG = Duration.ofSeconds(10);

    private final View view;
    private final Apis apis;
    private final LongSupplier clock;
    private final Map<String, Going> going = new LinkedHashMap<>();
    private final Timer ticker = new Timer("qanat-progress", true);

    private record Going(Supplier<Snapshot> look, Pulse pulse) {}

    /** Where lines go. */
    interface View extends AutoCloseable {
        /** How often it is to be shown. */
        Duration interval();

        /** A run has begun. */
        void begun(String pull, boolean resumed);

        /** How far the runs are. */
        void show(List<Shown> runs);

        /** A run has ended: its line is not to be seen any more. */
        void ended();

        /** Prints something else. */
        void aside(Runnable printing);

        @Override
        void close();
    }

    /** A run and its speed. */
    record Shown(Snapshot run, Pulse pulse) {}

    Progress(View view, Apis apis, LongSupplier clock) {
        this.view = view;
        this.apis = apis;
        this.clock = clock;
    }

    /** Lines that change where somebody looks, log lines elsewhere; nothing if that was asked for. */
    static Progress of(App app, CommonOptions options, IntSupplier width) {
        Progress progress = new Progress(view(options, width), Apis.of(app.context()), System::nanoTime);
        long millis = progress.view.interval().toMillis();
        progress.ticker.schedule(progress.new Tick(), millis, millis);
        return progress;
    }

    private static View view(CommonOptions options, IntSupplier width) {
        if (options.quiet()) {
            return new Lines(line -> {});
        }
        return Logs.onTerminal() && Logs.readable() ? new Live(System.err, width) : new Lines(LOG::info);
    }

    private final class Tick extends TimerTask {
        @Override
        public void run() {
            look();
        }
    }

    @Override
    public void begun(Run run) {
        begin(
                run.pull(),
                run.resumed(),
                () -> Snapshot.of(run, apis.quota(run.api()), apis.waiting().now()));
    }

    synchronized void begin(String pull, boolean resumed, Supplier<Snapshot> look) {
        going.put(pull, new Going(look, new Pulse(look.get(), clock.getAsLong())));
        view.begun(pull, resumed);
    }

    @Override
    public synchronized void ended(RunResult result) {
        going.remove(result.pull());
        view.ended();
    }

    /** Shows how things stand. */
    synchronized void look() {
        List<Shown> runs = new ArrayList<>();
        for (Going run : going.values()) {
            Snapshot now = run.look().get();
            run.pulse().beat(now, clock.getAsLong());
            runs.add(new Shown(now, run.pulse()));
        }
        view.show(runs);
    }

    /** Prints something else, such as a result, over the lines that change. */
    void aside(Runnable printing) {
        view.aside(printing);
    }

    @Override
    public void close() {
        ticker.cancel();
        synchronized (this) {
            going.clear();
            view.close();
        }
    }

    /** Lines that change, on standard error; log lines come to stand over them. */
    static final class Live implements View {
        private final PrintStream before = System.err;
        private final Board board;
        private final IntSupplier width;
        private int columns;

        Live(PrintStream terminal, IntSupplier width) {
            this.board = new Board(terminal);
            this.width = width;
            System.setErr(new PrintStream(new Aside(terminal), true, StandardCharsets.UTF_8));
        }

        @Override
        public Duration interval() {
            return ON_TERMINAL;
        }

        @Override
        public void begun(String pull, boolean resumed) {
            // its line is there in a moment
        }

        @Override
        public void show(List<Shown> runs) {
            columns = columns == 0 ? width.getAsInt() : columns; // to ask takes a process
            board.show(runs.stream()
                    .map(shown -> ProgressText.line(shown.run(), shown.pulse(), columns - 1))
                    .toList());
        }

        @Override
        public void ended() {
            board.clear();
        }

        @Override
        public void aside(Runnable printing) {
            board.above(printing);
        }

        @Override
        public void close() {
            board.clear();
            System.setErr(before);
        }

        /** Standard error for all others. */
        private final class Aside extends OutputStream {
            private final PrintStream terminal;

            Aside(PrintStream terminal) {
                this.terminal = terminal;
            }

            @Override
            public void write(int b) {
                write(new byte[] {(byte) b}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int offset, int length) {
                board.above(() -> terminal.write(bytes, offset, length));
            }

            @Override
            public void flush() {
                terminal.flush();
            }
        }
    }

    /** Lines that stay. */
    record Lines(Consumer<String> log) implements View {
        @Override
        public Duration interval() {
            return IN_LOG;
        }

        @Override
        public void begun(String pull, boolean resumed) {
            log.accept(pull + (resumed ? ": goes on with the run that was interrupted" : ": begun"));
        }

        @Override
        public void show(List<Shown> runs) {
            runs.forEach(shown -> log.accept(ProgressText.sentence(shown.run(), shown.pulse())));
        }

        @Override
        public void ended() {
            // its result is told by others
        }

        @Override
        public void aside(Runnable printing) {
            printing.run();
        }

        @Override
        public void close() {}
    }
}
