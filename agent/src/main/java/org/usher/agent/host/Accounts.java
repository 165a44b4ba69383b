package org.usher.agent.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.usher.agent.Command;
import org.usher.link.host.Order;

/**
 * Decides whether an account of the host may be used, and makes it where the broker allows that.
 *
 * <p>INVARIANT: never root, a system account or one that can become root, unless it is listed by name in the host's own
 * settings; never an account that is there and that neither we made nor an administrator named. The broker's word alone is
 * not enough: a host protects itself also against a broker that was talked into something.
 */
public final class Accounts {

    private static final Logger LOG = LoggerFactory.getLogger(Accounts.class);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int FIRST_PERSON = 1000;
    private static final int NOBODY = 65534;
    private static final Set<String> BECOMES_ROOT =
            Set.of("root", "sudo", "wheel", "admin", "shadow", "disk", "docker", "lxd");

    private final Path runtimeDirectories = Path.of("/run/user");
    private final Path made;
    private final Set<String> allowed;

    /**
     * @param state where it is kept which accounts we made
     * @param allowed accounts that may be used although they can become root
     */
    public Accounts(Path state, Set<String> allowed) {
        this.made = state.resolve("accounts-made");
        this.allowed = Set.copyOf(allowed);
    }

    /** An account as the host's name service has it. */
    public record Entry(String name, int uid, int gid, String home) {}

    /** The account may be used. */
    public record Usable(Entry entry) implements Verdict {}

    /** The account may not be used; {@code why} is for the administrator. */
    public record Refused(String why) implements Verdict {}

    /** Whether an account may be used. */
    public sealed interface Verdict {}

    /** Decides, and makes the account if it is not there and may be made. Blocks for as long as name services take. */
    public synchronized Verdict prepare(Order.Account wanted) {
        if (wanted.uid() < FIRST_PERSON || wanted.uid() >= NOBODY) {
            return new Refused("uid " + wanted.uid() + " is not a person's");
        }
        Optional<Entry> there = find(wanted.name());
        if (there.isEmpty()) {
            return wanted.create() ? create(wanted) : new Refused("there is no account " + wanted.name());
        }
        Entry entry = there.get();
        if (entry.uid() != wanted.uid()) {
            return new Refused("account " + entry.name() + " has uid " + entry.uid() + " here and " + wanted.uid()
                    + " in the farm");
        }
        if (wanted.create() && !weMade(entry)) {
            return new Refused("account " + entry.name() + " was there before; an administrator has to map it by hand");
        }
        return judgeGroups(entry);
    }

    private Verdict judgeGroups(Entry entry) {
        Command.Result groups = Command.run(List.of("id", "-Gn", "--", entry.name()), PATIENCE);
        if (!groups.worked()) {
            return new Refused("the groups of " + entry.name() + " cannot be looked up: " + groups.output());
        }
        Optional<String> root = Arrays.stream(groups.output().split(" ", -1))
                .filter(BECOMES_ROOT::contains)
                .findFirst();
        if (root.isPresent() && !allowed.contains(entry.name())) {
            return new Refused("account " + entry.name() + " is in the group " + root.get()
                    + " and could become root (list it in the setting administrators-allowed to permit that)");
        }
        makeRuntimeDirectory(entry);
        return new Usable(entry);
    }

    /** What a login manager would make (XDG Base Directory Specification); on a host without one it is for us to do. */
    private void makeRuntimeDirectory(Entry entry) {
        Path directory = runtimeDirectories.resolve(String.valueOf(entry.uid()));
        if (Files.exists(directory)) {
            return;
        }
        try {
            Files.createDirectories(runtimeDirectories);
            Files.createDirectory(
                    directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            Files.setAttribute(directory, "unix:gid", entry.gid());
            Files.setAttribute(directory, "unix:uid", entry.uid());
        } catch (IOException unmakeable) {
            // The launcher makes one of its own then.
            LOG.warn("{} cannot be made: {}", directory, unmakeable.toString());
        }
    }

    /** The account with this name. */
    public static Optional<Entry> find(String name) {
        Command.Result found = Command.run(List.of("getent", "passwd", "--", name), PATIENCE);
        if (!found.worked()) {
            return Optional.empty();
        }
        String[] fields = found.output().split(":", -1);
        return fields.length < 7 || !fields[0].equals(name)
                ? Optional.empty()
                : Optional.of(
                        new Entry(fields[0], Integer.parseInt(fields[2]), Integer.parseInt(fields[3]), fields[5]));
    }

    private Verdict create(Order.Account wanted) {
        // Written down first: if we die in between, the account is known for ours, and not for somebody else's.
        try {
            Files.writeString(
                    made,
                    wanted.name() + ":" + wanted.uid() + "\n",
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException unwritable) {
            return new Refused("the book of accounts cannot be written: " + unwritable.getMessage());
        }
        String comment = wanted.displayName().replaceAll("[:\\p{Cntrl}]", " ");
        Command.Result result = Command.run(
                List.of(
                        "useradd",
                        "--create-home",
                        "--user-group",
                        "--uid",
                        String.valueOf(wanted.uid()),
                        "--comment",
                        comment,
                        "--shell",
                        "/bin/bash",
                        "--",
                        wanted.name()),
                PATIENCE);
        if (!result.worked()) {
            return new Refused("account " + wanted.name() + " cannot be made: " + result.output());
        }
        LOG.info("account {} made with uid {}", wanted.name(), wanted.uid());
        return find(wanted.name())
                .<Verdict>map(Usable::new)
                .orElseGet(() -> new Refused("account " + wanted.name() + " was made and is not there"));
    }

    private boolean weMade(Entry entry) {
        try {
            return Files.exists(made) && Files.readAllLines(made).contains(entry.name() + ":" + entry.uid());
        } catch (IOException unreadable) {
            LOG.warn("the book of accounts cannot be read: {}", unreadable.getMessage());
            return false;
        }
    }
}
