/** What the broker does for launches and sessions beyond the domain's rules: orders to hosts, events for pages. */
@NullMarked
package org.usher.broker.launch;

import org.jspecify.annotations.NullMarked;
