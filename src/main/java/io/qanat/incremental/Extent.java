package io.qanat.incremental;

/** How much of what a run asked for it has got. */
public enum Extent {
    /** All of it. */
    WHOLE,
    /** The one walk was ended early by a limit of pages or records. */
    BEGINNING,
    /** One of several walks was ended early or left out. */
    PARTS
}
