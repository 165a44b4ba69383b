/** The keys that tickets are checked with, on their way from brokers. Called by gateway and front. */
@NullMarked
package org.usher.link.ticket;

import org.jspecify.annotations.NullMarked;
