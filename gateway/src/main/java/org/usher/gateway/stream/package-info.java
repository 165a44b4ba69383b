/**
 * The way of a browser's stream to the front that its ticket names. Called by the edge.
 */
@NullMarked
package org.usher.gateway.stream;

import org.jspecify.annotations.NullMarked;
