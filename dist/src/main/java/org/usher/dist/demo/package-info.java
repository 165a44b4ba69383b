/** {@code usher demo}: a whole farm on this machine, and nothing left of it afterwards. */
@NullMarked
package org.usher.dist.demo;

import org.jspecify.annotations.NullMarked;
