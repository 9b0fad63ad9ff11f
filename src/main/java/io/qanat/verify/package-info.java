/** The names in a route compared with what the API's document, or an answer, knows (requirement U3). */
@NullMarked
package io.qanat.verify;

import org.jspecify.annotations.NullMarked;
