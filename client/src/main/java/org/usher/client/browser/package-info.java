/** Signing in with the browser: the page's answer comes back over a port of this desk. */
@NullMarked
package org.usher.client.browser;

import org.jspecify.annotations.NullMarked;
