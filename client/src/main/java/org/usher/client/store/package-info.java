/** The connections of a user, in files that nobody else can read. */
@NullMarked
package org.usher.client.store;

import org.jspecify.annotations.NullMarked;
