/**
 * Who somebody is: users, groups, sign-in with its lock-out, and which account on a host is whose. Called by the broker's
 * sign-in and by launches.
 */
@NullMarked
package org.usher.domain.identity;

import org.jspecify.annotations.NullMarked;
