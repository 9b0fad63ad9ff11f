package io.qanat.pull;

import io.qanat.journal.SecretMarks;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;

/**
 * Reads stored answers for people: something else stands where credentials were.
 *
 * @param instead what
 */
record HiddenForGood(String instead) implements SecretMarks, ReplacingStream.Texts {
    @Override
    public byte[] hide(byte[] bytes) {
        return SecretMarks.NONE.hide(bytes);
    }

    @Override
    public OutputStream hiding(OutputStream to) {
        return SecretMarks.NONE.hiding(to);
    }

    @Override
    public byte[] reveal(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        return text.contains(Marks.BEGIN)
                ? Marks.MARK
                        .matcher(text)
                        .replaceAll(Matcher.quoteReplacement(instead))
                        .getBytes(StandardCharsets.ISO_8859_1)
                : bytes;
    }

    @Override
    public OutputStream revealing(OutputStream to) {
        return new ReplacingStream(this, to);
    }

    @Override
    public int longest() {
        return Marks.of("").length();
    }

    @Override
    public ReplacingStream.Search in(String window) {
        Matcher matcher = Marks.MARK.matcher(window);
        return from -> window.indexOf(Marks.BEGIN, from) >= 0 && matcher.find(from)
                ? new ReplacingStream.Found(matcher.start(), matcher.end(), instead)
                : null;
    }
}
