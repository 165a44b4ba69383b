/**
 * What belongs to the whole organisation: sites, components and the tokens by which a machine joins. Everybody may call it.
 */
@NullMarked
package org.usher.domain.farm;

import org.jspecify.annotations.NullMarked;
