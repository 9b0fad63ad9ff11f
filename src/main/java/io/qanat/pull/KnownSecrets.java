package io.qanat.pull;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Secrets to look for, with their marks. Texts have a character for each byte of UTF-8. Immutable. */
final class KnownSecrets implements ReplacingStream.Texts {
    private final List<String> values;
    private final String[] secrets;
    private final String[] marks;
    private final Map<String, String> secretOfMark = new HashMap<>();

    /** With these values, the longest first. */
    KnownSecrets(List<String> values) {
        this.values = values;
        this.secrets = values.stream().map(KnownSecrets::bytewise).toArray(String[]::new);
        this.marks = values.stream().map(Marks::of).toArray(String[]::new);
        for (int i = 0; i < marks.length; i++) {
            secretOfMark.putIfAbsent(marks[i], secrets[i]);
        }
    }

    private static String bytewise(String value) {
        return new String(value.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    /** Whether it was made of that very list. */
    boolean of(List<String> list) {
        return values == list;
    }

    boolean isEmpty() {
        return secrets.length == 0;
    }

    /** The secret for which that mark stands; null if it isn't known. */
    @Nullable
    String secret(String mark) {
        return secretOfMark.get(mark);
    }

    @Override
    public int longest() {
        return Arrays.stream(secrets).mapToInt(String::length).max().orElse(1);
    }

    /** Whether one of them is in that text. */
    boolean anyIn(String text) {
        for (String secret : secrets) {
            if (text.contains(secret)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public ReplacingStream.Search in(String window) {
        int[] places = new int[secrets.length];
        Arrays.fill(places, -1);
        return from -> next(window, from, places);
    }

    /** The places are where each secret was found last; one that lies behind needn't be searched again. */
    private ReplacingStream.@Nullable Found next(String window, int from, int[] places) {
        int first = -1;
        for (int i = 0; i < secrets.length; i++) {
            if (places[i] < from) {
                int found = window.indexOf(secrets[i], from);
                places[i] = found < 0 ? Integer.MAX_VALUE : found;
            }
            if (places[i] != Integer.MAX_VALUE && (first < 0 || before(i, first, places))) {
                first = i;
            }
        }
        return first < 0
                ? null
                : new ReplacingStream.Found(places[first], places[first] + secrets[first].length(), marks[first]);
    }

    private boolean before(int one, int other, int[] places) {
        return places[one] < places[other]
                || (places[one] == places[other] && secrets[one].length() > secrets[other].length());
    }
}
