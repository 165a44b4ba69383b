/**
 * What components and brokers say to each other: records as JSON over HTTPS with mutual TLS, who proves what with which
 * certificate, and the small client that speaks it. Called by brokers on the one side, gateways and agents on the other.
 */
@NullMarked
package org.usher.link;

import org.jspecify.annotations.NullMarked;
