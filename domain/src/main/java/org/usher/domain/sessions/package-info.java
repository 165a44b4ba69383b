/**
 * Sessions on hosts. The hosts' agents know the truth; what is here follows them.
 */
@NullMarked
package org.usher.domain.sessions;

import org.jspecify.annotations.NullMarked;
