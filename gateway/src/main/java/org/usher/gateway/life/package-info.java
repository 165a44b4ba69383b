/**
 * The gateway as a component of the farm: joining, reporting, the brokers' keys, the public certificate.
 */
@NullMarked
package org.usher.gateway.life;

import org.jspecify.annotations.NullMarked;
