/** This program itself: how it is started once more, and how it tells a person what to put right. Everybody in dist may. */
@NullMarked
package org.usher.dist.program;

import org.jspecify.annotations.NullMarked;
