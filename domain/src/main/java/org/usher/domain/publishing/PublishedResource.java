package org.usher.domain.publishing;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.usher.domain.farm.SiteId;
import org.usher.domain.hosts.HostId;
import org.usher.domain.identity.GroupId;
import org.usher.domain.identity.UserId;
import org.usher.domain.policy.PartialPolicy;

/**
 * Something that is offered to users.
 *
 * @param name what users see
 * @param folder where in the list it stands, parts separated by {@code /}; empty for the top
 * @param target what it leads to: an application's program, a path or a name on the host's search path; empty for a
 *     desktop means the host's usual one; a document's path on the host; an address on the web; a share
 * @param arguments the arguments of the program, or of what opens it, one by one
 * @param startIn the directory to start in; empty for the user's home
 * @param icon the digest of the icon's bytes, if it has one
 * @param enabled whether anybody sees it
 * @param users the users who may use it
 * @param groups the groups whose members may use it
 * @param hosts the hosts that offer it; empty means every host of the site
 * @param policy what it has to say on what its sessions may do
 * @param opening how it is opened
 * @param availability whether it can be opened now, and by how many
 * @param perHost what is different on some hosts, each named once
 */
public record PublishedResource(
        ResourceId id,
        SiteId site,
        ResourceKind kind,
        String name,
        String folder,
        String target,
        List<String> arguments,
        String startIn,
        Optional<String> icon,
        boolean enabled,
        Set<UserId> users,
        Set<GroupId> groups,
        Set<HostId> hosts,
        PartialPolicy policy,
        Opening opening,
        Availability availability,
        List<PerHost> perHost) {

    /** The longest name, in characters. */
    public static final int MAX_NAME = 100;

    public PublishedResource {
        if (name.isBlank() || name.length() > MAX_NAME) {
            throw new IllegalArgumentException("name: " + name + " (expected: 1 to " + MAX_NAME + " characters)");
        }
        OneLine.require("name", name);
        OneLine.require("folder", folder);
        OneLine.require("target", target);
        OneLine.require("startIn", startIn);
        arguments.forEach(argument -> OneLine.require("arguments", argument));
        Targets.check(kind, target);
        opening.check(kind);
        if (opening.autoStart() && availability.maxUses() > 0) {
            throw new IllegalArgumentException("autoStart: only " + availability.maxUses()
                    + " may use it, and it would take their places unasked (expected: no limit)");
        }
        perHost.forEach(different -> different.check(kind));
        if (perHost.stream().map(PerHost::host).distinct().count() < perHost.size()) {
            throw new IllegalArgumentException("perHost: a host is named twice (expected: each once)");
        }
        perHost = perHost.stream()
                .sorted(Comparator.comparing(
                        different -> different.host().value().toString()))
                .toList();
        arguments = List.copyOf(arguments);
        users = Set.copyOf(users);
        groups = Set.copyOf(groups);
        hosts = Set.copyOf(hosts);
    }

    /** A resource that has no word on what its sessions may do, and is opened as usual. */
    public PublishedResource(
            ResourceId id,
            SiteId site,
            ResourceKind kind,
            String name,
            String folder,
            String target,
            List<String> arguments,
            String startIn,
            Optional<String> icon,
            boolean enabled,
            Set<UserId> users,
            Set<GroupId> groups,
            Set<HostId> hosts) {
        this(
                id,
                site,
                kind,
                name,
                folder,
                target,
                arguments,
                startIn,
                icon,
                enabled,
                users,
                groups,
                hosts,
                PartialPolicy.SILENT,
                Opening.USUAL,
                Availability.ALWAYS,
                List.of());
    }

    /** Whether this host offers the resource. */
    public boolean offeredBy(HostId host) {
        return hosts.isEmpty() || hosts.contains(host);
    }

    /** The resource as this host has it. */
    public PublishedResource on(HostId host) {
        return perHost.stream()
                .filter(different -> different.host().equals(host))
                .findFirst()
                .map(this::with)
                .orElse(this);
    }

    private PublishedResource with(PerHost different) {
        return new PublishedResource(
                id,
                site,
                kind,
                name,
                folder,
                different.target().orElse(target),
                different.arguments().orElse(arguments),
                different.startIn().orElse(startIn),
                icon,
                enabled,
                users,
                groups,
                hosts,
                policy,
                opening,
                availability,
                List.of());
    }
}
