package org.usher.dist.bench.relay;

import java.util.function.Function;
import org.usher.dist.bench.paper.Relay;

/**
 * Who takes part in a comparison.
 *
 * @param name what it is called, in figures too
 * @param relay whose CPU time and memory are looked at
 * @param opener opens a connection through it, and begins to work
 */
record Contender(String name, Relay relay, Function<Work, Connection> opener) {}
