/**
 * The domain's ports, and the rest of the broker's books, on PostgreSQL. Plain SQL by {@code JdbcClient}; one class for each
 * thing that is kept. Called by the use cases and the HTTP API.
 */
@NullMarked
package org.usher.broker.store;

import org.jspecify.annotations.NullMarked;
