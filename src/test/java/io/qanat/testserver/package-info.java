/** An HTTP server that does what no decent server does, as a test tells it. */
@NullMarked
package io.qanat.testserver;

import org.jspecify.annotations.NullMarked;
