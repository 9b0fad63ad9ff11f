/**
 * The pages of a run that isn't published yet, durable, so that a run that was interrupted goes on where it was.
 *
 * <p>{@link io.qanat.journal.Journal} is the whole of it for other packages. The file is a {@code Preamble} and frames: a
 * {@code FrameHeader} with checksums, and a payload, which for pages is {@code PageCodec}'s. {@code PageWriter} cuts a large
 * body into parts, a frame each, which stand before their page's frame and are nothing without it; {@code PageReader} puts
 * them together. Only {@code FrameWriter} writes, and only behind the last whole page; {@code Recovery} reads a file that is
 * found and tells a torn end from damage.
 */
@NullMarked
package io.qanat.journal;

import org.jspecify.annotations.NullMarked;
