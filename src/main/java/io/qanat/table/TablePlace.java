package io.qanat.table;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a table's files lie, and how a run's files come there: staged where no reader looks, prepared so that they survive a
 * crash, and shown at once by the manifest. Each step may be repeated. Not thread-safe; {@link TableLock} keeps others out.
 */
interface TablePlace {
    /** What the table consists of now. */
    Manifest manifest() throws IOException;

    /**
     * Removes what earlier runs left that will never be published, and gives the run an empty folder of this machine. What a
     * run of another pull has prepared stays: that pull may have noted that it is to be published.
     *
     * @param pull the run's pull; null for a run that isn't taken up again after a crash
     */
    Path begin(String run, @Nullable String pull) throws IOException;

    /**
     * Prepared runs that wait to be published.
     *
     * @param run one that is left out
     */
    List<PreparedRun> awaited(String run) throws IOException;

    /**
     * Makes closed files durable and notes them: the run can be published then, by this process or a later one.
     *
     * @param parts the files in the order of their names in the run
     */
    void prepare(PreparedRun prepared, List<Part> parts) throws IOException;

    /**
     * Shows a prepared run to readers. Done again, after any interruption, it has the same result.
     *
     * @throws io.qanat.pull.NotPreparedException if there is nothing to publish, and it wasn't published either
     */
    void publish(String run) throws IOException;

    /** Removes what a run staged, unless it is published. */
    void discard(String run) throws IOException;

    /** Where the table is, for {@link io.qanat.pull.Sink#address}, without the scheme. */
    String address();

    /** One of its files as a user would name it. */
    String file(String name);

    /** The message for a user: table, place, what is wrong and what to do. */
    String told(String subject, IOException e);
}
