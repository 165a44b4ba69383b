/**
 * The farm's keys: the CA that certifies components, the keys that sign tickets, and those that sign connection files. Called
 * by joins and launches.
 */
@NullMarked
package org.usher.broker.farm;

import org.jspecify.annotations.NullMarked;
