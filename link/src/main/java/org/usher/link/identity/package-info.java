/** A component's key and certificate, and how it knows others by theirs. */
@NullMarked
package org.usher.link.identity;

import org.jspecify.annotations.NullMarked;
