package org.usher.domain.publishing;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.usher.domain.farm.SiteId;
import org.usher.domain.hosts.HostId;
import org.usher.domain.identity.GroupId;
import org.usher.domain.identity.UserId;
import org.usher.domain.policy.PartialPolicy;

/**
 * An application or desktop that is offered to users.
 *
 * @param name what users see
 * @param folder where in the list it stands, parts separated by {@code /}; empty for the top
 * @param target the program, a path or a name on the host's search path; empty for a desktop means the host's usual one
 * @param arguments the program's arguments, one by one
 * @param startIn the directory to start in; empty for the user's home
 * @param icon the digest of the icon's bytes, if it has one
 * @param enabled whether anybody sees it
 * @param users the users who may use it
 * @param groups the groups whose members may use it
 * @param hosts the hosts that offer it; empty means every host of the site
 * @param policy what it has to say on what its sessions may do
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
        PartialPolicy policy) {

    /** The longest name, in characters. */
    public static final int MAX_NAME = 100;

    public PublishedResource {
        if (name.isBlank() || name.length() > MAX_NAME) {
            throw new IllegalArgumentException("name: " + name + " (expected: 1 to " + MAX_NAME + " characters)");
        }
        if (kind == ResourceKind.APPLICATION && target.isBlank()) {
            throw new IllegalArgumentException("target: none (expected: the program of the application)");
        }
        requireOneLine("name", name);
        requireOneLine("folder", folder);
        requireOneLine("target", target);
        requireOneLine("startIn", startIn);
        arguments.forEach(argument -> requireOneLine("arguments", argument));
        arguments = List.copyOf(arguments);
        users = Set.copyOf(users);
        groups = Set.copyOf(groups);
        hosts = Set.copyOf(hosts);
    }

    /** A resource that has no word on what its sessions may do. */
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
                PartialPolicy.SILENT);
    }

    private static void requireOneLine(String field, String value) {
        if (value.codePoints().anyMatch(PublishedResource::breaksLines)) {
            throw new IllegalArgumentException(field + ": has control characters (expected: one line of text)");
        }
    }

    // What may stand in a connection file's line, and no more.
    private static boolean breaksLines(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR, Character.SURROGATE ->
                true;
            default -> character == 0xfeff;
        };
    }

    /** Whether this host offers the resource. */
    public boolean offeredBy(HostId host) {
        return hosts.isEmpty() || hosts.contains(host);
    }
}
