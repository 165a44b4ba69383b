/** The command line's client of the public API: everything it does goes through what everybody can call. */
@NullMarked
package org.usher.dist.api;

import org.jspecify.annotations.NullMarked;
