/** The farm's published API as a client program sees it, over the JDK's HTTP client. */
@NullMarked
package org.usher.client.api;

import org.jspecify.annotations.NullMarked;
