/**
 * Session hosts as the broker knows them: their settings, and what they last reported. Called by placement and launches.
 */
@NullMarked
package org.usher.domain.hosts;

import org.jspecify.annotations.NullMarked;
