/**
 * What runs on a session host: the agent, which reports and carries out orders, and the front ({@link org.usher.agent.front}),
 * which stands before the RDP server. {@link org.usher.agent.Agent} is the way in to the first, {@code Front} to the second.
 */
@NullMarked
package org.usher.agent;

import org.jspecify.annotations.NullMarked;
