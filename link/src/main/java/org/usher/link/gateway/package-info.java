/** What a gateway tells a broker, and what it is told. */
@NullMarked
package org.usher.link.gateway;

import org.jspecify.annotations.NullMarked;
