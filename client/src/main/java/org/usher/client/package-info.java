/** The client program of a desk: what {@code usher connect} is made of. It reaches a farm by its published API alone and opens what it gets with the RDP client that the desk has. Called by the command line. */
@NullMarked
package org.usher.client;

import org.jspecify.annotations.NullMarked;
