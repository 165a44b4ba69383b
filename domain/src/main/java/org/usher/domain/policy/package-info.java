/**
 * What sessions may do with the client's machine, and by which way clients come: the site's rules, what groups and resources
 * add to them, and what of it all counts for one user. Called by launches and by the pages that show it.
 */
@NullMarked
package org.usher.domain.policy;

import org.jspecify.annotations.NullMarked;
