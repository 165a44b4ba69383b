/**
 * Every byte format that Usher speaks, as records and codecs that know no socket, thread, clock or log.
 *
 * <p>Anyone may call it; it calls only the JDK. Each format has a package of its own, with the section of its
 * specification in the Javadoc. A decoder answers with {@link org.usher.wire.Decoded}: a message, a wish for more bytes,
 * or what was wrong.
 */
@NullMarked
package org.usher.wire;

import org.jspecify.annotations.NullMarked;
