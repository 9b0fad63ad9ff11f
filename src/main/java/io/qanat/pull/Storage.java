package io.qanat.pull;

import io.qanat.disk.Disk;
import io.qanat.journal.JournalLimits;
import io.qanat.settings.Parameters;
import io.qanat.settings.Problem;
import io.qanat.state.StateStore;
import io.qanat.state.StateStores;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Where state and journals lie: the settings {@code qanat.state}, {@code qanat.journal} and those that belong to them, checked.
 * Immutable.
 *
 * @param state a folder, or the JDBC URL of a database
 * @param user of the database, or null
 * @param password of the database, or null
 * @param journal the folder of the journals: by default beside the state or, if that is a database, the tables
 * @param limits how much room a journal may take
 */
public record Storage(
        String state, @Nullable String user, @Nullable String password, Path journal, JournalLimits limits) {
    private static final String STATE = "qanat.state";
    private static final String USER = "qanat.state.user";
    private static final String PASSWORD = "qanat.state.password";
    private static final String JOURNAL = "qanat.journal";
    private static final String MAX_SIZE = "qanat.journal.maxSize";
    private static final String MIN_FREE = "qanat.journal.minFree";
    private static final String DATA = "qanat.data";
    private static final List<String> NAMES = List.of(STATE, USER, PASSWORD, JOURNAL, MAX_SIZE, MIN_FREE, DATA);

    private static final String URL = "[A-Za-z][A-Za-z0-9+.-]+:.*";
    private static final long MOST = 10L << 30;
    private static final long FREE = 256L << 20;

    /**
     * Reads the settings.
     *
     * @param settings gives the value of a name; null or empty if it has none
     * @throws io.qanat.settings.SettingsException with all mistakes
     */
    public static Storage of(Function<String, @Nullable String> settings) {
        Parameters parameters = Parameters.ofSettings(NAMES, settings);
        Storage storage = read(parameters);
        parameters.check();
        return storage;
    }

    /** The mistakes of the settings; a database isn't asked for anything. */
    public static List<Problem> problems(Function<String, @Nullable String> settings) {
        Parameters parameters = Parameters.ofSettings(NAMES, settings);
        read(parameters);
        return parameters.problems();
    }

    private static Storage read(Parameters p) {
        String state = p.has(STATE) ? p.text(STATE) : "state";
        String mistake = StateStores.mistake(state, p.optional(USER), p.optional(PASSWORD));
        if (mistake != null) {
            p.problem(STATE, mistake);
        }
        long most = p.bytes(MAX_SIZE, MOST);
        if (most <= 0) {
            p.problem(MAX_SIZE, "\"" + p.text(MAX_SIZE) + "\" must be more than nothing, such as 10GiB");
        }
        return new Storage(
                state,
                p.optional(USER),
                p.optional(PASSWORD),
                mistake == null ? journal(p, state) : Path.of(""),
                new JournalLimits(Math.max(1, most), p.bytes(MIN_FREE, FREE)));
    }

    private static Path journal(Parameters p, String state) {
        if (!p.has(JOURNAL)) {
            return besideOthers(p, state);
        }
        Path folder = p.parsed(JOURNAL, Storage::folder);
        return folder == null ? Path.of("") : folder;
    }

    private static Path besideOthers(Parameters p, String state) {
        if (!state.matches(URL)) {
            return Path.of(state);
        }
        String data = p.has(DATA) ? p.text(DATA) : "data";
        if (data.matches(URL)) {
            p.problem(JOURNAL, "is required, as neither " + STATE + " nor " + DATA + " is a folder of this machine");
            return Path.of("");
        }
        return Path.of(data, ".journal");
    }

    private static Path folder(String text) {
        if (text.matches(URL)) {
            throw new IllegalArgumentException(
                    "\"" + text.replaceAll(":.*", ":…") + "\" must be a folder of this machine");
        }
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("\"" + text + "\" is no folder's name: " + e.getReason(), e);
        }
    }

    /**
     * Opens the state.
     *
     * @throws io.qanat.state.StateException if it can't be reached
     */
    StateStore store(Disk disk) {
        return StateStores.open(state, user, password, disk);
    }

    Journals journals(Disk disk) {
        return new Journals(journal, limits, disk);
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "Storage[state=" + state.replaceAll("\\?.*", "?…") + ", journal=" + journal + ", limits=" + limits + "]";
    }
}
