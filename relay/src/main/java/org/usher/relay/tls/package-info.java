/** TLS for channels: BoringSSL where there is a native library for it, else the JDK's. Called by whoever listens or dials. */
@NullMarked
package org.usher.relay.tls;

import org.jspecify.annotations.NullMarked;
