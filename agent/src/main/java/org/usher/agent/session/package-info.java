/**
 * Sessions on the host: who has one, starting and ending them, and what happens inside of them through the launcher. What is
 * true is read from the operating system each time, so that a restart of the agent loses nothing.
 */
@NullMarked
package org.usher.agent.session;

import org.jspecify.annotations.NullMarked;
