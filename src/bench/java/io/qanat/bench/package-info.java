/** What the benchmarks work on. */
@org.jspecify.annotations.NullMarked
package io.qanat.bench;
