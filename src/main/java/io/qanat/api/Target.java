package io.qanat.api;

import java.net.URI;

/**
 * Where a request goes.
 *
 * @param url the exact URL, encoded; without credentials
 * @param withCredentials whether the API's credentials may be sent there
 */
public record Target(URI url, boolean withCredentials) {}
