package io.qanat.settings;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of one template or Kamelet, read by type. A mistake doesn't stop the reading: it is noted, a harmless
 * value is given back, and {@link #check} throws with all of them at once. Not thread-safe.
 */
public final class Parameters {
    private final String subject;
    private final Map<String, String> values;
    private final List<Problem> problems = new ArrayList<>();

    /**
     * @param subject who has these parameters, such as {@code pull orders}: it begins each message
     * @param values the texts by name; an absent one counts as empty
     */
    public Parameters(String subject, Map<String, String> values) {
        this.subject = subject;
        this.values = new LinkedHashMap<>(values);
    }

    /**
     * Settings that are no parameters of a route.
     *
     * @param names those that are looked at
     * @param settings gives the value of a name; null if it has none
     */
    public static Parameters ofSettings(Iterable<String> names, Function<String, @Nullable String> settings) {
        Map<String, String> values = new LinkedHashMap<>();
        for (String name : names) {
            String value = settings.apply(name);
            if (value != null) {
                values.put(name, value);
            }
        }
        return new Parameters("settings", values);
    }

    /** Who has these parameters. */
    public String subject() {
        return subject;
    }

    /** The names of those that were given, even if empty. */
    public Set<String> names() {
        return values.keySet();
    }

    /** The text, without white space at its ends; empty if not given. */
    public String text(String name) {
        String value = values.get(name);
        return value == null ? "" : value.strip();
    }

    /** The text as it stands; empty if not given. */
    public String raw(String name) {
        String value = values.get(name);
        return value == null ? "" : value;
    }

    /** Whether it was given at all, even if empty. */
    public boolean given(String name) {
        return values.containsKey(name);
    }

    public boolean has(String name) {
        return !text(name).isEmpty();
    }

    /** The text, which must not be empty. */
    public String required(String name) {
        if (!has(name)) {
            problem(name, "is required");
        }
        return text(name);
    }

    /** The text, or null if not given. */
    public @Nullable String optional(String name) {
        return has(name) ? text(name) : null;
    }

    /** True or false; false if not given. */
    public boolean flag(String name) {
        String value = text(name);
        if (!value.isEmpty() && !value.equals("true") && !value.equals("false")) {
            problem(name, "\"" + value + "\" must be true or false");
        }
        return value.equals("true");
    }

    /** A whole number of at least {@code least}, or null if not given. */
    public @Nullable Long number(String name, long least) {
        return parsed(name, text -> {
            try {
                long number = Long.parseLong(text);
                if (number >= least) {
                    return number;
                }
            } catch (NumberFormatException e) {
                // told below, together with a number that is too small
            }
            throw new IllegalArgumentException("\"" + text + "\" must be a whole number of at least " + least);
        });
    }

    /** A whole number of at least {@code least}; {@code fallback} if not given. */
    public int number(String name, int least, int fallback) {
        Long number = number(name, least);
        if (number != null && number > Integer.MAX_VALUE) {
            problem(name, number + " is too large");
            return fallback;
        }
        return number == null ? fallback : number.intValue();
    }

    /** A duration above zero, or null if not given. */
    public @Nullable Duration duration(String name) {
        return parsed(name, text -> {
            Duration duration = Units.duration(text);
            if (duration.isZero()) {
                throw new IllegalArgumentException("\"" + text + "\" must be longer than nothing");
            }
            return duration;
        });
    }

    /** A duration above zero; {@code fallback} if not given. */
    public Duration duration(String name, Duration fallback) {
        Duration duration = duration(name);
        return duration == null ? fallback : duration;
    }

    /** A size in bytes; {@code fallback} if not given. */
    public long bytes(String name, long fallback) {
        Long bytes = parsed(name, Units::bytes);
        return bytes == null ? fallback : bytes;
    }

    /** One of an enum's constants, written in lower case with hyphens ({@code LAST_ID} is {@code last-id}). */
    public <E extends Enum<E>> E choice(String name, Class<E> type, E fallback) {
        E choice = parsed(name, text -> {
            for (E constant : type.getEnumConstants()) {
                if (written(constant).equals(text)) {
                    return constant;
                }
            }
            throw new IllegalArgumentException("\"" + text + "\" must be one of "
                    + Arrays.stream(type.getEnumConstants())
                            .map(Parameters::written)
                            .collect(Collectors.joining(", "))
                    + Names.didYouMean(
                            text,
                            Arrays.stream(type.getEnumConstants())
                                    .map(Parameters::written)
                                    .toList()));
        });
        return choice == null ? fallback : choice;
    }

    /** {@code name=value; name=value}: pairs in their order, values taken literally. */
    public List<NameValue> pairs(String name) {
        return list(name, ";").stream()
                .<NameValue>mapMulti((text, out) -> {
                    int equals = text.indexOf('=');
                    if (equals < 1) {
                        problem(name, "\"" + text + "\" must be name=value; several are separated by semicolons");
                    } else {
                        out.accept(new NameValue(
                                text.substring(0, equals).strip(),
                                text.substring(equals + 1).strip()));
                    }
                })
                .toList();
    }

    /** Texts between separators, without white space at their ends and without empty ones. */
    public List<String> list(String name, String separator) {
        return Stream.of(text(name).split(separator, -1))
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .toList();
    }

    /**
     * The text read by a function that throws IllegalArgumentException with what is allowed; null if not given or wrong.
     */
    public <T> @Nullable T parsed(String name, Function<String, T> parser) {
        if (!has(name)) {
            return null;
        }
        try {
            return parser.apply(text(name));
        } catch (IllegalArgumentException e) {
            problem(name, String.valueOf(e.getMessage()));
            return null;
        }
    }

    /** Notes a mistake. */
    public void problem(String name, String message) {
        problems.add(new Problem(subject, name, message));
    }

    /** The mistakes found so far. */
    public List<Problem> problems() {
        return List.copyOf(problems);
    }

    /**
     * Ends the reading.
     *
     * @throws SettingsException with all mistakes, if there is one
     */
    public void check() {
        if (!problems.isEmpty()) {
            throw new SettingsException(problems);
        }
    }

    private static String written(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
