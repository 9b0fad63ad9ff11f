/** The first route file of an API, from what its OpenAPI document or one of its answers shows. */
@NullMarked
package io.qanat.draft;

import org.jspecify.annotations.NullMarked;
