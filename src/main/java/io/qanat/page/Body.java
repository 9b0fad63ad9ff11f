package io.qanat.page;

/**
 * An answer's body as JSON, whatever it came as. The bytes are never changed.
 *
 * @param bytes UTF-8
 * @param from the first byte of the JSON
 * @param to the byte after its last
 * @param form what it came as
 */
@SuppressWarnings("ArrayRecordComponent") // identity is fine: bodies are not compared
record Body(byte[] bytes, int from, int to, Form form) {

    /** JSON that was written here. */
    static Body json(byte[] bytes) {
        return new Body(bytes, 0, bytes.length, Form.JSON);
    }

    int length() {
        return to - from;
    }

    /** The same bytes, known to be values one after another. */
    Body lines() {
        return new Body(bytes, from, to, form.sequential() ? form : Form.LINES);
    }
}
