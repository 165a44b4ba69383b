/** What a session host's agent tells a broker, and what it is told. */
@NullMarked
package org.usher.link.host;

import org.jspecify.annotations.NullMarked;
