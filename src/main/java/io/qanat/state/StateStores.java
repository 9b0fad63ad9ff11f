package io.qanat.state;

import io.qanat.disk.Disk;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The store that the setting {@code qanat.state} names. */
public final class StateStores {
    private static final String SETTING = "qanat.state";

    /** Two letters at least: C: is a drive. */
    private static final Pattern SCHEME = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]+):(.*)", Pattern.DOTALL);

    /** Of what somebody may write without the two slashes. */
    private static final Set<String> SCHEMES = Set.of("jdbc", "postgres", "postgresql", "file");

    private StateStores() {}

    /**
     * Opens the state.
     *
     * @param setting a folder, or {@code jdbc:postgresql:…} as PostgreSQL's driver takes it
     * @param user of the database; null if the URL or the driver knows
     * @param password of the database; null if the URL or the driver knows
     * @param disk where files are changed
     * @throws StateException if the setting is neither, or the database can't be used
     */
    public static StateStore open(String setting, @Nullable String user, @Nullable String password, Disk disk) {
        return setting.startsWith(Database.PREFIX)
                ? JdbcStateStore.open(setting, user, password)
                : FileStateStore.open(requireFolder(setting), disk);
    }

    /**
     * What is wrong with the setting as far as its text tells; null if nothing is. Nothing is opened or asked.
     *
     * @param setting a folder, or {@code jdbc:postgresql:…}
     * @param user of the database, or null
     * @param password of the database, or null
     */
    public static @Nullable String mistake(String setting, @Nullable String user, @Nullable String password) {
        try {
            if (setting.startsWith(Database.PREFIX)) {
                Database.of(setting, user, password);
            } else {
                requireFolder(setting);
            }
            return null;
        } catch (StateException e) {
            return String.valueOf(e.getMessage()).replaceFirst("^" + SETTING + ": ", "");
        } catch (NoClassDefFoundError e) {
            return "a database needs " + Database.LIBRARIES + " on the class path";
        }
    }

    private static Path requireFolder(String setting) {
        Matcher scheme = SCHEME.matcher(setting);
        if (setting.isBlank() || (scheme.matches() && isUrl(scheme.group(1), scheme.group(2)))) {
            throw wrong(setting.isBlank() ? "it is empty" : scheme.group(1) + ":… is neither");
        }
        try {
            return Path.of(setting);
        } catch (InvalidPathException e) {
            throw wrong("\"" + setting + "\" is no folder's name: " + e.getReason());
        }
    }

    private static boolean isUrl(String scheme, String rest) {
        return rest.startsWith("//") || SCHEMES.contains(scheme.toLowerCase(Locale.ROOT));
    }

    /** Of a URL only the scheme is shown: there may be a password in it. */
    private static StateException wrong(String reason) {
        return new StateException(
                SETTING + ": " + reason + "; it takes a folder, or a PostgreSQL as jdbc:postgresql://host/database");
    }
}
