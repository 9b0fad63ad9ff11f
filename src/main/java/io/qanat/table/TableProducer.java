package io.qanat.table;

import io.qanat.disk.Disk;
import io.qanat.page.Page;
import io.qanat.pull.Run;
import io.qanat.table.db.Database;
import io.qanat.table.s3.Bucket;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Lock;
import org.apache.camel.Exchange;
import org.apache.camel.WrappedFile;
import org.apache.camel.support.DefaultProducer;
import org.jspecify.annotations.Nullable;

/**
 * Gives the records of a message to the table: with those of the whole run, if the message belongs to one, or published at
 * once, as a run of their own. Thread-safe.
 */
final class TableProducer extends DefaultProducer {
    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmssSSS", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final int COUNTED = 1_000_000;

    private final TableEndpoint endpoint;
    private final TableSettings settings;
    private final @Nullable Database database;
    private final @Nullable Bucket bucket;
    private final AtomicInteger count = new AtomicInteger();

    TableProducer(
            TableEndpoint endpoint, TableSettings settings, @Nullable Database database, @Nullable Bucket bucket) {
        super(endpoint);
        this.bucket = bucket;
        this.database = database;
        this.endpoint = endpoint;
        this.settings = settings;
    }

    @Override
    public void process(Exchange exchange) throws IOException {
        Page page = Bodies.page(settings.subject(), body(exchange));
        Run run = exchange.getProperty(Run.PROPERTY, Run.class);
        if (run == null) {
            publish(page);
            return;
        }
        run.enlist(key(), PageSink.class, () -> open(run.id(), run.pull(), run.incremental()))
                .write(page);
    }

    private String key() {
        String key = "table:" + settings.name();
        if (database != null) {
            return key + " in " + database.address();
        }
        return settings.bucket() == null ? key : key + " in " + settings.bucket();
    }

    private PageSink open(String run, @Nullable String pull, boolean appends) {
        Disk disk = component().disk();
        if (database != null) {
            return DatabaseSink.open(settings, database, run, pull, appends, disk);
        }
        if (bucket != null && settings.bucket() != null) {
            TablePlace place = new BucketTable(bucket, settings.bucket(), settings.folder(), disk);
            return TableSink.open(settings, place, settings.folder(), run, pull, appends);
        }
        return TableSink.open(settings, run, pull, appends, disk);
    }

    /** A file's body is what is in the file. */
    private static @Nullable Object body(Exchange exchange) {
        Object body = exchange.getMessage().getBody();
        return body instanceof WrappedFile || body instanceof File
                ? exchange.getMessage().getBody(InputStream.class)
                : body;
    }

    private void publish(Page page) throws IOException {
        Lock turn = component().turn(settings.folder());
        turn.lock();
        try {
            write(page, open(nextRun(), null, true));
        } finally {
            turn.unlock();
        }
    }

    private static void write(Page page, PageSink sink) throws IOException {
        boolean published = false;
        try {
            sink.write(page);
            sink.prepare();
            sink.publish();
            published = true;
        } finally {
            if (!published) {
                sink.discard();
            }
            sink.release();
        }
    }

    private TableComponent component() {
        return (TableComponent) endpoint.getComponent();
    }

    private String nextRun() {
        int number = Math.floorMod(count.getAndIncrement(), COUNTED);
        return MOMENT.format(Instant.now()) + String.format(Locale.ROOT, "-%06d", number);
    }
}
