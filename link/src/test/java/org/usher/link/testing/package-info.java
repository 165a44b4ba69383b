/** What the tests of this module share. */
@NullMarked
package org.usher.link.testing;

import org.jspecify.annotations.NullMarked;
