/** The commands. Each reads its settings, starts a part, and says in words what went wrong. */
@NullMarked
package org.usher.dist.command;

import org.jspecify.annotations.NullMarked;
