/** Whom a client program takes for its farm: decided by a person at the first contact, and kept from then on. */
@NullMarked
package org.usher.client.trust;

import org.jspecify.annotations.NullMarked;
