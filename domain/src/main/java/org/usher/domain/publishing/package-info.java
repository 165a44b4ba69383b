/**
 * What is published, and the decision who may use it. The same decision serves enumeration and launch, so that the list and
 * the click cannot disagree.
 */
@NullMarked
package org.usher.domain.publishing;

import org.jspecify.annotations.NullMarked;
