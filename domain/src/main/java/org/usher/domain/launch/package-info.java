/**
 * The walk from a click to a ticket: right checked, session resumed or host chosen, place reserved, agent acknowledged.
 */
@NullMarked
package org.usher.domain.launch;

import org.jspecify.annotations.NullMarked;
