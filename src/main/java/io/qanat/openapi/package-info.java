/** An API's OpenAPI document (2.0, 3.0, 3.1), read as a tree: its operations, parameters, answers and credentials. */
@NullMarked
package io.qanat.openapi;

import org.jspecify.annotations.NullMarked;
