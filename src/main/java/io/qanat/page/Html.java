package io.qanat.page;

import static io.qanat.page.PageException.Kind.UNREADABLE;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Recognises a page for people in place of data: a login form, or the error page of a proxy. */
final class Html {
    private static final int SNIFFED = 16 * 1024;
    private static final Set<String> TYPES = Set.of("text/html", "application/xhtml+xml");
    private static final Pattern PROLOGUE = Pattern.compile("(?is)<\\?xml[^>]*+>|<!--.*?-->|\\s++");
    private static final Pattern ROOT = Pattern.compile("(?i)<(?:!doctype\\s+html|html)\\b");
    private static final Pattern TITLE = Pattern.compile("(?is)<title[^>]{0,200}>(.{0,500}?)</title>");

    private Html() {}

    /** Refuses a body that begins with {@code <} if it is HTML by its type or its first tag. */
    static void refuse(Answer answer, Body text, int first, PageLabel label) {
        int length = Math.min(text.to() - first, SNIFFED);
        String begin = new String(text.bytes(), first, length, StandardCharsets.UTF_8);
        if (!TYPES.contains(Declared.mediaType(answer)) && !begins(begin)) {
            return;
        }
        Matcher title = TITLE.matcher(begin);
        String shown = title.find() ? ", titled \"" + title.group(1).strip().replaceAll("\\s+", " ") + "\"" : "";
        throw label.error(
                UNREADABLE,
                "the body is an HTML page" + shown + ", with status " + answer.status()
                        + ": perhaps a login or an error page; JSON was expected");
    }

    private static boolean begins(String text) {
        Matcher prologue = PROLOGUE.matcher(text);
        int at = 0;
        while (prologue.region(at, text.length()).lookingAt()) {
            at = prologue.end();
        }
        return ROOT.matcher(text).region(at, text.length()).lookingAt();
    }
}
