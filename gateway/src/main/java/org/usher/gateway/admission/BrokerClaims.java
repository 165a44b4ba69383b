package org.usher.gateway.admission;

import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.usher.gateway.dial.Dialled;
import org.usher.gateway.dial.HostAndPort;
import org.usher.gateway.host.Claims;
import org.usher.link.host.Permissions;
import org.usher.wire.tsgu.Redirections;

/**
 * Claims launches on unmanaged hosts at a broker, which has no front to leave that to. No broker, no way in: it alone knows
 * what was used.
 */
public final class BrokerClaims implements Admissions {

    private final Claims claims;

    public BrokerClaims(Claims claims) {
        this.claims = claims;
    }

    @Override
    public void ask(Visitor visitor, EventLoop loop, Consumer<Decision> outcome) {
        Optional<HostAndPort> target = HostAndPort.parse(visitor.ticket().target());
        if (target.isEmpty()) {
            String detail = "target of the ticket: " + visitor.ticket().target();
            loop.execute(() ->
                    outcome.accept(new Decision.Unreachable(new Dialled.Failed(Dialled.Cause.UNRESOLVED, detail))));
            return;
        }
        claims.claim(visitor.ticket().launch(), visitor.text(), visitor.client(), true)
                .thenAcceptAsync(claim -> outcome.accept(decision(target.get(), claim)), loop);
    }

    private static Decision decision(HostAndPort target, Claims.Claim claim) {
        return switch (claim) {
            case Claims.Granted(Permissions permissions) ->
                new Decision.Admitted(
                        target,
                        Optional.empty(),
                        new Redirections(
                                permissions.drives(),
                                permissions.printers(),
                                permissions.drives(),
                                permissions.clipboard() != Permissions.Clipboard.NONE,
                                permissions.drives()),
                        Duration.ofMinutes(permissions.idleMinutes()));
            case Claims.Refused(String reason) -> new Decision.Refused(reason);
            case Claims.Unanswered(String detail) -> new Decision.Unknown("broker-unavailable", detail);
        };
    }
}
