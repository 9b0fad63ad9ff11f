/** The cookbook's route files, each against a server that follows the same conventions as the real API. */
package io.qanat.cookbook;
