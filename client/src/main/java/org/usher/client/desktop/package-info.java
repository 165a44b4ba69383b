/** A Linux desktop's menu and file associations, as freedesktop.org describes them. */
@NullMarked
package org.usher.client.desktop;

import org.jspecify.annotations.NullMarked;
