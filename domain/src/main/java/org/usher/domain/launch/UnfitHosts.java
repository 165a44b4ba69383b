package org.usher.domain.launch;

import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.usher.domain.hosts.Host;
import org.usher.domain.hosts.HostFacts;
import org.usher.domain.hosts.HostId;
import org.usher.domain.hosts.HostKind;
import org.usher.domain.placement.Placement;
import org.usher.domain.placement.Rejection;
import org.usher.domain.policy.ConnectionMode;
import org.usher.domain.publishing.ResourceKind;

/**
 * Which hosts a launch cannot use, whatever their load: by what is opened, by the client, and by its way.
 *
 * @param mode by which way an RDP client comes; empty for a browser
 * @param client where the client is
 * @param account whether the user maps to an account on managed hosts
 */
record UnfitHosts(ResourceKind kind, Optional<ConnectionMode> mode, String client, boolean account) {

    Map<HostId, Rejection> of(Collection<HostFacts> hosts) {
        Map<HostId, Rejection> unfit = new HashMap<>();
        hosts.forEach(facts ->
                of(facts.host()).ifPresent(because -> unfit.put(facts.host().id(), because)));
        return unfit;
    }

    /** Why this host cannot be used; empty when it can. */
    Optional<Rejection> of(Host host) {
        if (mode.filter(ConnectionMode::onlyDirect).isPresent() && !host.reachableFrom(client)) {
            return Optional.of(Rejection.NO_RDP_ADDRESS);
        }
        return switch (host.kind()) {
            case HostKind.Managed managed -> account ? Optional.empty() : Optional.of(Rejection.NO_ACCOUNT);
            case HostKind.Unmanaged(HostKind.Platform platform, HostKind.Proof proof) -> ofUnmanaged(platform);
        };
    }

    private Optional<Rejection> ofUnmanaged(HostKind.Platform platform) {
        if (kind == ResourceKind.DESKTOP) {
            return Optional.empty();
        }
        return switch (platform) {
            case OTHER -> Optional.of(Rejection.DESKTOP_ONLY);
            // The page's RDP client knows no RemoteApp.
            case WINDOWS -> mode.isPresent() ? Optional.empty() : Optional.of(Rejection.RDP_CLIENT_ONLY);
        };
    }

    /** The refusal that tells most: what the user or an administrator could change first. */
    static LaunchRefusal why(Placement placement) {
        Map<Rejection, Long> count = new EnumMap<>(Rejection.class);
        placement.rejected().forEach(rejected -> count.merge(rejected.because(), 1L, Long::sum));
        count.remove(Rejection.NOT_OFFERED);
        count.remove(Rejection.DESKTOP_ONLY);
        if (count.isEmpty()) {
            return LaunchRefusal.NO_HOST_OFFERS;
        }
        if (count.containsKey(Rejection.FULL)) {
            return LaunchRefusal.ALL_FULL;
        }
        if (count.containsKey(Rejection.OTHER_SESSION)) {
            return LaunchRefusal.SESSION_CONFLICT;
        }
        return java.util.stream.Stream.of(
                        Rejection.NO_RDP_ADDRESS,
                        Rejection.RDP_CLIENT_ONLY,
                        Rejection.NO_ACCOUNT,
                        Rejection.MAINTENANCE)
                .filter(count::containsKey)
                .findFirst()
                .map(UnfitHosts::refusal)
                .orElse(LaunchRefusal.NO_HOST_AVAILABLE);
    }

    /** What the administrators of hosts in maintenance want to be told to the user whom that leaves without a host. */
    static String message(Placement placement, Collection<HostFacts> hosts) {
        Set<HostId> inMaintenance = placement.rejected().stream()
                .filter(rejected -> rejected.because() == Rejection.MAINTENANCE)
                .map(Placement.Rejected::host)
                .collect(Collectors.toSet());
        return hosts.stream()
                .map(HostFacts::host)
                .filter(host ->
                        inMaintenance.contains(host.id()) && !host.message().isBlank())
                .sorted(Comparator.comparing(Host::name)
                        .thenComparing(host -> host.id().value()))
                .map(Host::message)
                .findFirst()
                .orElse("");
    }

    /** What a user is told for a host that cannot be used. */
    static LaunchRefusal refusal(Rejection because) {
        return switch (because) {
            case NO_RDP_ADDRESS -> LaunchRefusal.NO_RDP_ADDRESS;
            case RDP_CLIENT_ONLY -> LaunchRefusal.RDP_CLIENT_REQUIRED;
            case NO_ACCOUNT -> LaunchRefusal.ACCOUNT_NONE;
            case DESKTOP_ONLY, NOT_OFFERED -> LaunchRefusal.NO_HOST_OFFERS;
            case FULL -> LaunchRefusal.ALL_FULL;
            case LOGONS_FULL, LOGONS_QUEUED -> LaunchRefusal.QUEUE_TIMEOUT;
            case OTHER_SESSION -> LaunchRefusal.SESSION_CONFLICT;
            case MAINTENANCE -> LaunchRefusal.HOST_MAINTENANCE;
            case DISABLED, DRAINING, NEVER_REPORTED, SILENT, NOT_LISTENING, RDP_FAILS, DECLINED ->
                LaunchRefusal.NO_HOST_AVAILABLE;
        };
    }
}
