package io.qanat.journal;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A note of the journal's caller.
 *
 * @param note as it was given
 * @param pagesBefore pages that were stored before it
 */
public record Noted(JsonNode note, int pagesBefore) {}
