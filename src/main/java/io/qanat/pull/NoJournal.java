package io.qanat.pull;

/** Keeps nothing: a run that is interrupted begins afresh. */
record NoJournal() implements RunJournal {}
