/**
 * The broker, or publishing agent: identity, enumeration, launches, the farm's keys and settings, and the HTTP API of all
 * that. The only module that knows Spring. {@link org.usher.broker.Broker} is the way in.
 */
@NullMarked
package org.usher.broker;

import org.jspecify.annotations.NullMarked;
