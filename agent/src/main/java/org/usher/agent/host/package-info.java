/** What the host is like: its load, its accounts, what is installed. Called by reports and launches. */
@NullMarked
package org.usher.agent.host;

import org.jspecify.annotations.NullMarked;
