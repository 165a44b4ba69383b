/** The one settings file of a process, read once, with all its faults reported together. */
@NullMarked
package org.usher.link.settings;

import org.jspecify.annotations.NullMarked;
