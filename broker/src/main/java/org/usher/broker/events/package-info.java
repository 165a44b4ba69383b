/** Tells open pages what has changed. It lives in memory; a page that comes later asks the API for all of it. */
@NullMarked
package org.usher.broker.events;

import org.jspecify.annotations.NullMarked;
