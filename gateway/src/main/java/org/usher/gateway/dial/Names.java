package org.usher.gateway.dial;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** Host names to addresses. Asking blocks, so it happens on threads of its own. */
@FunctionalInterface
public interface Names {

    /** The address to use for this host name; fails with {@link UnknownHostException}. */
    CompletableFuture<InetAddress> resolve(String host);

    /** The machine's own resolver, asked on these threads. The first address that it names is the one. */
    static Names system(Executor threads) {
        return host -> {
            CompletableFuture<InetAddress> found = new CompletableFuture<>();
            threads.execute(() -> {
                try {
                    found.complete(InetAddress.getByName(host));
                } catch (UnknownHostException unknown) {
                    found.completeExceptionally(unknown);
                }
            });
            return found;
        };
    }
}
