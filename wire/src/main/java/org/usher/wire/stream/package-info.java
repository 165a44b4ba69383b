/**
 * The resumable stream between a browser and a front ({@code docs/protocol/resumable-stream.md}): frames with offsets and
 * acknowledgements over transports that may break and be replaced. The other end is written in TypeScript
 * ({@code web/src/stream}); both are tested against the traces in {@code src/test/resources/stream-traces}.
 */
@NullMarked
package org.usher.wire.stream;

import org.jspecify.annotations.NullMarked;
