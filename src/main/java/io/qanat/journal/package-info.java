/**
 * The pages of a run that isn't published yet, durable, so that a run that was interrupted goes on where it was.
 *
 * <p>{@link io.qanat.journal.Journal} is the whole of it for other packages. The file is a {@code Preamble} and frames: a
 * {@code FrameHeader} with checksums, and a payload, which for pages is {@code PageCodec}'s. Only {@code FrameWriter} writes,
 * and only behind the last whole frame; {@code Recovery} reads a file that is found and tells a torn end from damage.
 */
@NullMarked
package io.qanat.journal;

import org.jspecify.annotations.NullMarked;
