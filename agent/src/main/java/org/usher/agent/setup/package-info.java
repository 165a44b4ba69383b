/**
 * {@code usher agent setup}: makes a machine with xrdp into a session host, and back again. Everything it changes it says, and
 * keeps the way it was.
 */
@NullMarked
package org.usher.agent.setup;

import org.jspecify.annotations.NullMarked;
