/**
 * The front: the process that stands before a managed host's RDP server. One port tells gateways and RDP clients apart by
 * their first bytes; nobody gets through without a launch that the agent has acknowledged; what a client says about user,
 * credential and program is replaced. It is a process apart from the agent, so that an upgrade of the agent cuts no session.
 */
@NullMarked
package org.usher.agent.front;

import org.jspecify.annotations.NullMarked;
