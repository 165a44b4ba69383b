/** {@code usher bench launch} and {@code usher bench latency}: Chromium in a whole farm, and xfreerdp past it. */
@NullMarked
package org.usher.dist.bench.session;

import org.jspecify.annotations.NullMarked;
