package io.qanat.draft;

import java.text.Normalizer;
import java.util.Locale;

/** Names of APIs and pulls, made from titles, hosts and paths. */
public final class Slug {
    private static final int LONGEST = 40;

    private Slug() {}

    /** Lower-case letters, digits and hyphens, a letter first; empty if the text has nothing of that. */
    public static String of(String text) {
        String plain = Normalizer.normalize(text, Normalizer.Form.NFD)
                .replaceAll("\\p{M}+", "")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9]+", "-")
                .replaceAll("^[^a-z]+|-+$", "");
        return plain.length() <= LONGEST ? plain : plain.substring(0, LONGEST).replaceAll("-+$", "");
    }

    /** The name that a host goes by: {@code api.github.com} is github. An address has none: {@code local}. */
    public static String ofHost(String host) {
        if (host.matches("[\\d.]+|\\[.*") || host.equals("localhost")) {
            return "local";
        }
        String[] labels = host.split("\\.", -1);
        String name = of(labels.length > 1 ? labels[labels.length - 2] : labels[0]);
        return name.isEmpty() || name.equals("api") ? "my-api" : name;
    }

    /** The name of a title: without what all titles have. */
    public static String ofTitle(String title) {
        return of(title.replaceAll(
                "(?i)\\b(rest|http|public|api|apis|v\\d+|openapi|swagger|service|server|the|web)\\b", " "));
    }
}
