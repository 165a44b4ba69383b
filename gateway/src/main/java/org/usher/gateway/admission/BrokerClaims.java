package org.usher.gateway.admission;

import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.usher.gateway.dial.Dialled;
import org.usher.gateway.dial.HostAndPort;
import org.usher.link.client.BrokerClient;
import org.usher.link.client.LinkException;
import org.usher.link.gateway.ClaimLaunch;
import org.usher.link.gateway.ClaimedLaunch;
import org.usher.link.host.Permissions;
import org.usher.wire.tsgu.Redirections;

/**
 * Claims launches on unmanaged hosts at a broker, which has no front to leave that to. No broker, no way in: it alone knows
 * what was used.
 */
public final class BrokerClaims implements Admissions {

    private static final Logger LOG = LoggerFactory.getLogger(BrokerClaims.class);

    private final BrokerClient brokers;
    private final Executor threads;
    private final Duration patience;

    /**
     * @param threads on which may be waited
     * @param patience how long one broker may take
     */
    public BrokerClaims(BrokerClient brokers, Executor threads, Duration patience) {
        this.brokers = brokers;
        this.threads = threads;
        this.patience = patience;
    }

    @Override
    public void ask(Visitor visitor, EventLoop loop, Consumer<Decision> outcome) {
        threads.execute(() -> {
            Decision decision = claim(visitor);
            loop.execute(() -> outcome.accept(decision));
        });
    }

    private Decision claim(Visitor visitor) {
        Optional<HostAndPort> target = HostAndPort.parse(visitor.ticket().target());
        if (target.isEmpty()) {
            return new Decision.Unreachable(new Dialled.Failed(
                    Dialled.Cause.UNRESOLVED,
                    "target of the ticket: " + visitor.ticket().target()));
        }
        ClaimLaunch claim = new ClaimLaunch(
                visitor.ticket().launch(), visitor.text(), visitor.client().getHostAddress(), true);
        try {
            Permissions permissions = brokers.post(ClaimLaunch.PATH, claim, ClaimedLaunch.class, patience)
                    .permissions();
            return new Decision.Admitted(
                    target.get(),
                    Optional.empty(),
                    new Redirections(
                            permissions.drives(),
                            permissions.printers(),
                            permissions.drives(),
                            permissions.clipboard() != Permissions.Clipboard.NONE,
                            permissions.drives()),
                    Duration.ofMinutes(permissions.idleMinutes()));
        } catch (LinkException failed) {
            if (failed.refused() && failed.code().isPresent()) {
                return new Decision.Refused(failed.code().get());
            }
            return new Decision.Unknown("broker-unavailable", String.valueOf(failed.getMessage()));
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return new Decision.Unknown("gateway-stopping", "interrupted");
        } catch (RuntimeException broken) {
            // An error in a decision is a refusal.
            LOG.warn("claim of launch {} failed", visitor.ticket().launch(), broken);
            return new Decision.Unknown("broker-unavailable", broken.toString());
        }
    }
}
