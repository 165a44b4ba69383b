/** The farm's keys: the CA that certifies components, and the keys that sign tickets. Called by joins and launches. */
@NullMarked
package org.usher.broker.farm;

import org.jspecify.annotations.NullMarked;
