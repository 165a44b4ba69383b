/**
 * The HTTP API, version 1, that portal, console, command line and anybody else use ({@code web/openapi.yaml}), and the
 * portal's files. Endpoints translate; what they do is in the use cases and the store.
 */
@NullMarked
package org.usher.broker.http;

import org.jspecify.annotations.NullMarked;
