/**
 * The words in which edge and tunnel speak of a request and its answer. No sockets.
 */
@NullMarked
package org.usher.gateway.http;

import org.jspecify.annotations.NullMarked;
