/**
 * The one database engine, PostgreSQL: the broker's private one, which it starts as a child process, or the operator's by
 * URL. Called when the broker starts and stops.
 */
@NullMarked
package org.usher.broker.database;

import org.jspecify.annotations.NullMarked;
