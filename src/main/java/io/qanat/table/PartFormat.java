package io.qanat.table;

/**
 * How files are written.
 *
 * @param codec compresses the pages
 * @param maxFileBytes a file is closed when it has reached this size
 * @param rowGroupBytes a row group is written when it takes so much memory, compressed pages and open ones together
 */
record PartFormat(Codec codec, long maxFileBytes, long rowGroupBytes) {
    /** Large enough for fast scans, small enough for a heap of 128 MiB. */
    static final long ROW_GROUP_BYTES = 16L << 20;
}
