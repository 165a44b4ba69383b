/**
 * Who a component is, as it stands in its certificate. Called by everything that opens or accepts mutual TLS.
 */
@NullMarked
package org.usher.wire.component;

import org.jspecify.annotations.NullMarked;
