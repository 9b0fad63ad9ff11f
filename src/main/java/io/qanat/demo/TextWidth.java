package io.qanat.demo;

import java.lang.Character.UnicodeScript;
import java.util.EnumSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How many columns of a terminal a text takes: what a reader sees as one character takes one, or two if it is East Asian
 * wide (UAX #11) or an emoji. Terminals differ; this is what most of them do.
 */
public final class TextWidth {
    private static final String ELLIPSIS = "…";

    /** Extended grapheme clusters (UAX #29). */
    private static final Pattern CLUSTER = Pattern.compile("\\X");

    private static final int EMOJI_VARIATION = 0xFE0F;
    private static final Set<UnicodeScript> WIDE_SCRIPTS = EnumSet.of(
            UnicodeScript.HAN,
            UnicodeScript.HIRAGANA,
            UnicodeScript.KATAKANA,
            UnicodeScript.HANGUL,
            UnicodeScript.BOPOMOFO,
            UnicodeScript.YI);

    /** First and last of what is wide besides these scripts: punctuation, full-width forms, symbols shown as emoji. */
    private static final int[][] WIDE_RANGES = {
        {0x231A, 0x231B},
        {0x23E9, 0x23EC},
        {0x23F0, 0x23F0},
        {0x23F3, 0x23F3},
        {0x25FD, 0x25FE},
        {0x2614, 0x2615},
        {0x2648, 0x2653},
        {0x267F, 0x267F},
        {0x2693, 0x2693},
        {0x26A1, 0x26A1},
        {0x26AA, 0x26AB},
        {0x26BD, 0x26BE},
        {0x26C4, 0x26C5},
        {0x26CE, 0x26CE},
        {0x26D4, 0x26D4},
        {0x26EA, 0x26EA},
        {0x26F2, 0x26F3},
        {0x26F5, 0x26F5},
        {0x26FA, 0x26FA},
        {0x26FD, 0x26FD},
        {0x2705, 0x2705},
        {0x270A, 0x270B},
        {0x2728, 0x2728},
        {0x274C, 0x274C},
        {0x274E, 0x274E},
        {0x2753, 0x2755},
        {0x2757, 0x2757},
        {0x2795, 0x2797},
        {0x27B0, 0x27B0},
        {0x27BF, 0x27BF},
        {0x2B1B, 0x2B1C},
        {0x2B50, 0x2B50},
        {0x2B55, 0x2B55},
        {0x3000, 0x303E},
        {0xFF01, 0xFF60},
        {0xFFE0, 0xFFE6},
        {0x1F004, 0x1F004},
        {0x1F0CF, 0x1F0CF},
        {0x1F18E, 0x1F18E},
        {0x1F191, 0x1F19A},
        {0x1F1E6, 0x1F202},
        {0x1F300, 0x1F64F},
        {0x1F680, 0x1F6FF},
        {0x1F7E0, 0x1F7EB},
        {0x1F90C, 0x1F9FF},
        {0x1FA70, 0x1FAFF}
    };

    private static final int FIRST_WIDE = 0x1100;
    private static final int FIRST_HALF_WIDTH = 0xFF61;
    private static final int LAST_HALF_WIDTH = 0xFFDC;

    private TextWidth() {}

    /** The columns that a text takes. */
    public static int of(String text) {
        return CLUSTER.matcher(text)
                .results()
                .mapToInt(cluster -> ofCluster(cluster.group()))
                .sum();
    }

    /** The text if it is not wider than that, or else its beginning and an ellipsis. */
    public static String cut(String text, int width) {
        if (of(text) <= width) {
            return text;
        }
        StringBuilder kept = new StringBuilder();
        int left = width - 1;
        for (Matcher cluster = CLUSTER.matcher(text); cluster.find(); ) {
            left -= ofCluster(cluster.group());
            if (left < 0) {
                break;
            }
            kept.append(cluster.group());
        }
        return kept + ELLIPSIS;
    }

    private static int ofCluster(String cluster) {
        if (cluster.indexOf(EMOJI_VARIATION) > 0) {
            return 2;
        }
        return cluster.codePoints().map(TextWidth::ofCodePoint).max().orElse(0);
    }

    private static int ofCodePoint(int code) {
        return switch (Character.getType(code)) {
            case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.FORMAT, Character.CONTROL -> 0;
            default -> isWide(code) ? 2 : 1;
        };
    }

    private static boolean isWide(int code) {
        if (code < FIRST_WIDE) {
            return false;
        }
        boolean halfWidth = code >= FIRST_HALF_WIDTH && code <= LAST_HALF_WIDTH;
        return !halfWidth && (WIDE_SCRIPTS.contains(UnicodeScript.of(code)) || inRanges(code));
    }

    private static boolean inRanges(int code) {
        for (int[] range : WIDE_RANGES) {
            if (code >= range[0] && code <= range[1]) {
                return true;
            }
        }
        return false;
    }
}
