package io.qanat.settings;

import io.github.cdimascio.dotenv.Dotenv;
import io.github.cdimascio.dotenv.DotenvEntry;
import io.github.cdimascio.dotenv.DotenvException;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.apache.camel.Ordered;
import org.apache.camel.spi.LoadablePropertiesSource;
import org.apache.camel.spi.PropertiesSource;
import org.jspecify.annotations.Nullable;

/**
 * The values behind {@code {{shop.token}}}: a properties file, overruled by a {@code .env} file beside it, by the environment,
 * and by {@code -D}. In the environment and in {@code .env} the name is {@code SHOP_TOKEN}. Camel's own order differs: there
 * the environment beats {@code -D}. Immutable and thread-safe.
 */
public final class PropertyLayers implements PropertiesSource, LoadablePropertiesSource, Ordered {
    private static final Map<String, String> FOLDERS = Map.of("qanat.data", "data", "qanat.state", "state");
    /** A folder too, which has no default of its own. */
    private static final String JOURNAL = "qanat.journal";

    private static final String ENV_FILE = ".env";
    private static final Pattern ENV_LINE = Pattern.compile("\\s*(#.*|[\\w.-]+\\s*=.*)?");

    private final Path file;
    private final Path folder;
    private final Map<String, String> properties;
    private final Map<String, String> dotenv;
    private final Map<String, String> environment;
    private final Map<String, String> given;

    private PropertyLayers(
            Path file,
            Path folder,
            Map<String, String> properties,
            Map<String, String> dotenv,
            Map<String, String> environment,
            Map<String, String> given) {
        this.file = file;
        this.folder = folder;
        this.properties = properties;
        this.dotenv = dotenv;
        this.environment = environment;
        this.given = given;
    }

    /**
     * Reads the files, which need not exist.
     *
     * @param file the properties file; relative folders start at its folder
     * @param environment the environment's variables
     * @param given what {@code -D} gave
     * @throws SettingsException if a file can't be read
     */
    public static PropertyLayers read(Path file, Map<String, String> environment, Map<String, String> given) {
        Path folder = file.toAbsolutePath().normalize().getParent();
        if (folder == null) {
            throw new SettingsException("settings", "--properties", file + " is not a file");
        }
        return new PropertyLayers(file, folder, properties(file), dotenv(folder), environment, Map.copyOf(given));
    }

    private static Map<String, String> properties(Path file) {
        Properties read = new Properties();
        if (Files.exists(file)) {
            try (Reader reader = Files.newBufferedReader(file)) {
                read.load(reader);
            } catch (IOException | IllegalArgumentException e) {
                throw new SettingsException("settings", file.toString(), "can't be read: " + e.getMessage());
            }
        }
        Map<String, String> values = new TreeMap<>();
        read.stringPropertyNames()
                .forEach(name -> values.put(name, read.getProperty(name).strip()));
        return values;
    }

    private static Map<String, String> dotenv(Path folder) {
        Map<String, String> values = new TreeMap<>();
        try {
            Dotenv dotenv = Dotenv.configure()
                    .directory(folder.toString())
                    .filename(ENV_FILE)
                    .ignoreIfMissing()
                    .load();
            for (DotenvEntry entry : dotenv.entries(Dotenv.Filter.DECLARED_IN_ENV_FILE)) {
                values.put(entry.getKey(), withoutSingleQuotes(entry.getValue()));
            }
        } catch (DotenvException e) {
            throw new SettingsException(
                    "settings", folder.resolve(ENV_FILE).toString(), wrongLine(folder.resolve(ENV_FILE)));
        }
        return values;
    }

    /** The library takes double quotes off and leaves single ones, which other readers of such files take off too. */
    private static String withoutSingleQuotes(String value) {
        boolean quoted = value.length() > 1 && value.startsWith("'") && value.endsWith("'");
        return quoted ? value.substring(1, value.length() - 1) : value;
    }

    /** What is wrong with the file, without its text: that may be a secret. */
    private static String wrongLine(Path file) {
        try {
            List<String> lines = Files.readAllLines(file);
            for (int i = 0; i < lines.size(); i++) {
                if (!ENV_LINE.matcher(lines.get(i)).matches()) {
                    return "line " + (i + 1) + " must be NAME=value, a comment (#) or empty, without export";
                }
            }
            return "can't be read: check its quotes";
        } catch (IOException e) {
            return "can't be read: " + e.getMessage();
        }
    }

    /** Whether a value comes from the properties file itself: nothing overrules it. */
    public boolean fromFile(String name) {
        return properties.containsKey(name)
                && given.get(name) == null
                && environment.get(variable(name)) == null
                && !fromEnvFile(name);
    }

    private boolean fromEnvFile(String name) {
        return dotenv.containsKey(variable(name)) || dotenv.containsKey(name);
    }

    /** The names that the properties file has, sorted. */
    public Set<String> fileNames() {
        return new TreeSet<>(properties.keySet());
    }

    /** The names that {@code -D} gave, those of Java's own properties too, sorted. */
    public Set<String> givenNames() {
        return new TreeSet<>(given.keySet());
    }

    /** The names in the file of environment variables, sorted. */
    public Set<String> envFileNames() {
        return new TreeSet<>(dotenv.keySet());
    }

    /** The file of environment variables, if there is one beside the properties file. */
    public Optional<Path> envFile() {
        return Optional.of(folder.resolve(ENV_FILE)).filter(Files::exists);
    }

    /** Where the value of a name is written, as far as it is in a file. */
    public Line line(String name) {
        if (fromFile(name)) {
            return new Line(file, lineOf(file, name));
        }
        boolean env = given.get(name) == null && environment.get(variable(name)) == null && fromEnvFile(name);
        Path there = folder.resolve(ENV_FILE);
        return env ? new Line(there, Math.max(lineOf(there, variable(name)), lineOf(there, name))) : new Line(file, 0);
    }

    /**
     * A place in a file.
     *
     * @param file the file
     * @param number the line, from 1; 0 for the file as a whole
     */
    public record Line(Path file, int number) {}

    /** The last line counts, as it does for who reads the file. */
    private static int lineOf(Path file, String name) {
        Pattern begin = Pattern.compile("\\s*" + Pattern.quote(name) + "\\s*([=:\\s].*)?");
        try {
            List<String> lines = Files.readAllLines(file);
            for (int i = lines.size(); i > 0; i--) {
                if (begin.matcher(lines.get(i - 1)).matches()) {
                    return i;
                }
            }
        } catch (IOException e) {
            return 0; // it was read before, and has gone since: its name has to do
        }
        return 0;
    }

    /** The properties file, which need not exist. */
    public Path file() {
        return file;
    }

    /** The folder where relative ones start. */
    public Path folder() {
        return folder;
    }

    @Override
    public String getName() {
        return "qanat";
    }

    @Override
    public int getOrder() {
        return Ordered.HIGHEST;
    }

    @Override
    public @Nullable String getProperty(String name) {
        String fallback = FOLDERS.get(name);
        String value = find(name);
        if (fallback == null) {
            return value != null && !value.isEmpty() && name.equals(JOURNAL) ? absolute(value) : value;
        }
        return absolute(value == null ? fallback : value);
    }

    private @Nullable String find(String name) {
        String value = given.get(name);
        String variable = variable(name);
        value = value != null ? value : environment.get(variable);
        value = value != null ? value : dotenv.getOrDefault(variable, dotenv.get(name));
        return value != null ? value : properties.get(name);
    }

    /** A folder starts at the properties file's; a JDBC URL or a bucket is none. */
    private String absolute(String value) {
        return value.matches("[a-z][a-z0-9+]+:.*")
                ? value
                : folder.resolve(value).toString();
    }

    /** {@code shop.token} as an environment variable: {@code SHOP_TOKEN}. */
    public static String variable(String name) {
        return name.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
    }

    @Override
    public Properties loadProperties() {
        Properties all = new Properties();
        properties.keySet().forEach(name -> set(all, name));
        given.keySet().forEach(name -> set(all, name));
        Set.of("qanat.data", "qanat.state").forEach(name -> set(all, name));
        return all;
    }

    private void set(Properties all, String name) {
        String value = getProperty(name);
        if (value != null) {
            all.setProperty(name, value);
        }
    }

    @Override
    public Properties loadProperties(java.util.function.Predicate<String> filter) {
        Properties all = loadProperties();
        all.keySet().removeIf(name -> !filter.test((String) name));
        return all;
    }

    @Override
    public void reloadProperties(String location) {
        // read once, at start: see read
    }
}
