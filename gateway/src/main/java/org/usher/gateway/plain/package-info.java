/**
 * The relay port: RDP clients whose connections are relayed as they are, RDP's own TLS from end to end. Off by default.
 */
@NullMarked
package org.usher.gateway.plain;

import org.jspecify.annotations.NullMarked;
