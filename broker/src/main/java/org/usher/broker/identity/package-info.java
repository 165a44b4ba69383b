/** Sign-in and portal sessions. Called by the HTTP API. */
@NullMarked
package org.usher.broker.identity;

import org.jspecify.annotations.NullMarked;
