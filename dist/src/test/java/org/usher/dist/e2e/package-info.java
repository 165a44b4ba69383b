/**
 * The whole product, as its users meet it: real xrdp on hosts in namespaces, real Chromium, broker and gateways as processes
 * of their own. Every test checks the effect on the host, and not only what the page says.
 */
@NullMarked
package org.usher.dist.e2e;

import org.jspecify.annotations.NullMarked;
