package org.usher.gateway.life;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.usher.gateway.GatewayException;
import org.usher.gateway.dial.HostAndPort;
import org.usher.gateway.settings.GatewaySettings;
import org.usher.link.client.Joining;
import org.usher.link.client.LinkException;
import org.usher.link.identity.ComponentIdentity;
import org.usher.link.join.JoinToken;
import org.usher.wire.component.ComponentRole;

/**
 * That this machine is a gateway of the farm.
 *
 * @param identity what it proves itself with
 * @param brokers whom it belongs to
 */
public record Membership(ComponentIdentity identity, List<HostAndPort> brokers) {

    private static final Logger LOG = LoggerFactory.getLogger(Membership.class);

    private static final String IDENTITY = "identity";
    private static final String BROKERS = "brokers";
    private static final Duration BETWEEN_TRIES = Duration.ofSeconds(2);

    public Membership {
        brokers = List.copyOf(brokers);
    }

    /**
     * The membership kept in the state directory; at the first start one is got with the join token. Waits for brokers as
     * long as it takes.
     *
     * @throws GatewayException when there is neither, or the token is refused
     */
    public static Membership establish(GatewaySettings settings, String version, InstantSource clock)
            throws GatewayException, InterruptedException {
        Path directory = settings.stateDirectory().resolve(IDENTITY);
        try {
            Optional<ComponentIdentity> kept = ComponentIdentity.load(directory);
            ComponentIdentity identity = kept.isPresent() ? kept.get() : join(settings, version, clock, directory);
            if (identity.name().role() != ComponentRole.GATEWAY) {
                throw new GatewayException(
                        directory + " is the identity of a "
                                + identity.name().role().word() + " (expected: a gateway's; another directory)",
                        null);
            }
            return new Membership(identity, brokers(settings));
        } catch (IOException unusable) {
            throw new GatewayException("state directory: " + unusable.getMessage(), unusable);
        }
    }

    private static ComponentIdentity join(GatewaySettings settings, String version, InstantSource clock, Path directory)
            throws GatewayException, IOException, InterruptedException {
        JoinToken token = settings.joinToken()
                .orElseThrow(() -> new GatewayException(
                        "this machine has not joined a farm yet: no identity in " + directory
                                + " (expected: `usher gateway --join TOKEN` once; `usher join-token --role gateway` makes one)",
                        null));
        while (true) {
            try {
                ComponentIdentity joined = Joining.join(
                        token,
                        ComponentRole.GATEWAY,
                        settings.name(),
                        settings.publicNames(),
                        version,
                        directory,
                        clock.instant());
                Files.write(settings.stateDirectory().resolve(BROKERS), token.brokers());
                LOG.info("joined the farm: {}", joined.name());
                return joined;
            } catch (LinkException failed) {
                if (failed.refused()) {
                    throw new GatewayException("joining: " + failed.getMessage(), failed);
                }
                LOG.warn("joining: {}; trying again", failed.getMessage());
                Thread.sleep(BETWEEN_TRIES);
            }
        }
    }

    /** Those of the settings, else those that the token named when it was used. */
    private static List<HostAndPort> brokers(GatewaySettings settings) throws GatewayException, IOException {
        if (!settings.brokers().isEmpty()) {
            return settings.brokers();
        }
        Path file = settings.stateDirectory().resolve(BROKERS);
        List<HostAndPort> kept = Files.exists(file)
                ? Files.readAllLines(file).stream()
                        .flatMap(line -> HostAndPort.parse(line.strip()).stream())
                        .toList()
                : List.of();
        if (kept.isEmpty()) {
            throw new GatewayException(
                    "brokers: none known (expected: their addresses in the setting `brokers`)", null);
        }
        return kept;
    }
}
