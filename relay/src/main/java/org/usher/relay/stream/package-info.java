/** The driver of the resumable stream's frames; their bytes are in {@code wire}. Called by front and gateway. */
@NullMarked
package org.usher.relay.stream;

import org.jspecify.annotations.NullMarked;
