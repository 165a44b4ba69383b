/** What agent and front say to each other, as lines of JSON on a Unix socket that only root can open. */
@NullMarked
package org.usher.agent.control;

import org.jspecify.annotations.NullMarked;
