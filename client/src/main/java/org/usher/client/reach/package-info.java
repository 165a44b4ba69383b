/** Whether a host's RDP port answers this desk. */
@NullMarked
package org.usher.client.reach;

import org.jspecify.annotations.NullMarked;
