/** Qanat as a guest in other applications of Camel, and as a program of its own. */
package io.qanat.embed;
