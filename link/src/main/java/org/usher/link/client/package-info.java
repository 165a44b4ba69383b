/** The small client that gateways and agents speak to brokers with. */
@NullMarked
package org.usher.link.client;

import org.jspecify.annotations.NullMarked;
