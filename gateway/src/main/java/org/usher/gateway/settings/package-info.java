/**
 * What an operator can set. Read once at the start; everything else gets the part that it uses.
 */
@NullMarked
package org.usher.gateway.settings;

import org.jspecify.annotations.NullMarked;
