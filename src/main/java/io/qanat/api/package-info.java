/** One HTTP call done politely: what to retry and when, credentials, quota, link safety, the log event. */
@NullMarked
package io.qanat.api;

import org.jspecify.annotations.NullMarked;
