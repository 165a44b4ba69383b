package org.usher.gateway.host;

import java.net.InetAddress;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.usher.link.client.BrokerClient;
import org.usher.link.client.LinkException;
import org.usher.link.gateway.ClaimLaunch;
import org.usher.link.gateway.ClaimedLaunch;
import org.usher.link.host.Permissions;

/** Has launches on unmanaged hosts struck off, which takes a broker: a ticket for such a host is used once in the farm. */
@FunctionalInterface
public interface Claims {

    /** What became of a claim. */
    sealed interface Claim {}

    /** The launch is ours to carry. */
    record Granted(Permissions permissions) implements Claim {}

    /** It is not; {@code reason} is a reason code of the broker's. */
    record Refused(String reason) implements Claim {}

    /**
     * No broker answered: nobody knows whether the launch has been used.
     *
     * @param detail for the log
     */
    record Unanswered(String detail) implements Claim {}

    /**
     * Claims a launch.
     *
     * @param again whether it may have been claimed before, by a client that comes back
     * @return never fails
     */
    CompletableFuture<Claim> claim(UUID launch, String ticket, InetAddress client, boolean again);

    /**
     * Asks brokers.
     *
     * @param threads on which may be waited
     * @param patience how long one broker may take
     */
    static Claims ofBrokers(BrokerClient brokers, Executor threads, Duration patience) {
        return (launch, ticket, client, again) -> {
            ClaimLaunch wished = new ClaimLaunch(launch, ticket, client.getHostAddress(), again);
            CompletableFuture<Claim> answer = CompletableFuture.supplyAsync(
                    () -> {
                        try {
                            return new Granted(brokers.post(ClaimLaunch.PATH, wished, ClaimedLaunch.class, patience)
                                    .permissions());
                        } catch (LinkException failed) {
                            return failed.refused()
                                    ? new Refused(failed.code().orElse(ClaimLaunch.UNKNOWN))
                                    : new Unanswered(failed.toString());
                        } catch (InterruptedException stop) {
                            Thread.currentThread().interrupt();
                            return new Unanswered("the gateway stops");
                        }
                    },
                    threads);
            return answer.exceptionally(broken -> new Unanswered(String.valueOf(broken)));
        };
    }
}
