/** The agent's talk with brokers: reports up, orders down, news at once. Always outbound. */
@NullMarked
package org.usher.agent.broker;

import org.jspecify.annotations.NullMarked;
