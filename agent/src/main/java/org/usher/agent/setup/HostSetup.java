package org.usher.agent.setup;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.usher.agent.Command;
import org.usher.agent.host.IniText;
import org.usher.agent.setup.ChangedFiles.Change;
import org.usher.link.join.JoinToken;

/**
 * Makes a machine with xrdp into a session host: xrdp leaves the network to the front, PAM asks the front about sign-ons, and
 * the launcher is put in its place. It can be run again and again, and undone.
 */
public final class HostSetup {

    /** Debian's packages that a session host needs, with a program or file of each by which it is found. */
    private static final Map<String, String> PACKAGES = new LinkedHashMap<>();

    static {
        PACKAGES.put("xrdp", "/usr/sbin/xrdp");
        PACKAGES.put("xorgxrdp", "/usr/lib/xorg/modules/libxorgxrdp.so");
        PACKAGES.put("openbox", "/usr/bin/openbox");
        PACKAGES.put("wmctrl", "/usr/bin/wmctrl");
        PACKAGES.put("x11-utils", "/usr/bin/xprop");
        PACKAGES.put("socat", "/usr/bin/socat");
        PACKAGES.put("dbus-daemon", "/usr/bin/dbus-run-session");
        // Which program goes with a document, and telling the user what could not be opened.
        PACKAGES.put("libglib2.0-bin", "/usr/bin/gio");
        PACKAGES.put("shared-mime-info", "/usr/bin/update-mime-database");
        PACKAGES.put("zenity", "/usr/bin/zenity");
        // Network folders.
        PACKAGES.put("gvfs-backends", "/usr/share/gvfs/mounts/smb.mount");
    }

    private static final Path ETC = Path.of("/etc");
    private static final Duration INSTALLING = Duration.ofMinutes(10);

    private final Path etc;
    private final Path launcher;
    private final ChangedFiles files;
    private final Consumer<String> say;

    /**
     * @param launcher where the launcher's scripts go
     * @param book where it is kept what was changed
     * @param say is told in words what happens
     */
    public HostSetup(Path launcher, Path book, Consumer<String> say) {
        this(ETC, launcher, book, say);
    }

    HostSetup(Path etc, Path launcher, Path book, Consumer<String> say) {
        this.etc = etc;
        this.launcher = launcher;
        this.files = new ChangedFiles(book);
        this.say = say;
    }

    /** The packages that are missing. */
    public static List<String> missingPackages() {
        return PACKAGES.entrySet().stream()
                .filter(needed -> !Files.exists(Path.of(needed.getValue())))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Installs the packages that are missing, with Debian's package manager. */
    public void installPackages() throws SetupException {
        List<String> missing = missingPackages();
        if (missing.isEmpty()) {
            return;
        }
        say.accept("installing " + String.join(", ", missing));
        List<String> command = new ArrayList<>(List.of("apt-get", "install", "-y", "-q", "--no-install-recommends"));
        command.addAll(missing);
        Command.Result result = Command.run(command, Map.of("DEBIAN_FRONTEND", "noninteractive"), "", INSTALLING);
        if (!result.worked()) {
            throw new SetupException("the packages " + missing + " cannot be installed:\n" + result.output()
                    + "\n(`apt-get update` may help)");
        }
    }

    /**
     * Sets the machine up.
     *
     * @return whether anything was different before
     */
    public boolean apply() throws SetupException, IOException {
        List<String> missing = missingPackages();
        if (!missing.isEmpty()) {
            throw new SetupException("packages are missing: " + String.join(" ", missing)
                    + " (expected: installed; `usher agent setup --install` does it)");
        }
        return configure();
    }

    /** Keeps the token to join with, for its owner alone, and settings that name it if there are none yet. */
    public void keepToken(JoinToken token) throws IOException {
        Path file = etc.resolve("usher/join-token");
        write(file, token.text() + "\n", "rw-------", "written");
        Path settings = etc.resolve("usher/agent.yaml");
        if (!Files.exists(settings)) {
            write(
                    settings,
                    "# What else can be set here is in docs/operate/settings.md.\njoin-token: file:" + file + "\n",
                    "rw-r--r--",
                    "written");
        }
    }

    boolean configure() throws IOException {
        boolean changed = false;
        for (String name : List.of("session", "open", "sign-on", "openbox.xml")) {
            String permissions = name.contains(".") ? "rw-r--r--" : "rwxr-xr-x";
            changed |= write(launcher.resolve(name), resource(name), permissions, "installed");
        }
        changed |= configure(
                etc.resolve("xrdp/xrdp.ini"), Map.of("Globals", Map.of("port", "unix://./run/xrdp/front.socket")));
        changed |= configure(
                etc.resolve("xrdp/sesman.ini"),
                Map.of(
                        "Globals",
                        Map.of("EnableUserWindowManager", "false"),
                        "Security",
                        Map.of("AllowRootLogin", "false"),
                        "Sessions",
                        Map.of("KillDisconnected", "false", "Policy", "Default")));
        changed |= write(
                etc.resolve("pam.d/xrdp-sesman"),
                resource("pam").replace("@sign-on@", launcher.resolve("sign-on").toString()),
                "rw-r--r--",
                "changed: signing on is by the front's credentials alone");
        say.accept(
                changed ? "this machine is set up as a session host" : "nothing to do: this machine is set up already");
        return changed;
    }

    private boolean configure(Path path, Map<String, Map<String, String>> values) throws IOException {
        IniText ini = new IniText(Files.readString(path, StandardCharsets.ISO_8859_1));
        List<String> changes = new ArrayList<>();
        values.forEach((section, wanted) -> wanted.forEach((key, value) -> {
            Optional<String> before = ini.value(section, key);
            if (!before.equals(Optional.of(value))) {
                changes.add("[" + section + "] " + key + " = " + value + " (was " + before.orElse("not set") + ")");
                ini.set(section, key, value);
            }
        }));
        if (changes.isEmpty()) {
            return false;
        }
        return write(path, ini.text(), "rw-r--r--", "changed: " + String.join("; ", changes));
    }

    private boolean write(Path path, String content, String permissions, String what) throws IOException {
        ChangedFiles.Outcome outcome = files.write(path, content, permissions);
        if (outcome.changed()) {
            say.accept(path + " " + what);
        }
        outcome.theirs()
                .ifPresent(copy ->
                        say.accept(path + " had been changed by somebody else; how they had it is kept in " + copy));
        return outcome.changed();
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = HostSetup.class.getResourceAsStream("host/" + name)) {
            if (in == null) {
                throw new IOException("the file " + name + " is missing from this build");
            }
            return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }

    /** Brings everything back to how it was. What somebody else has changed since is left alone and named. */
    public void undo() throws IOException {
        List<Change> changes = files.changes();
        if (changes.isEmpty()) {
            say.accept("nothing to undo: this machine was not set up");
            return;
        }
        List<Change> restored = new ArrayList<>();
        for (Change change : changes) {
            Optional<String> leftAlone = files.restore(change);
            if (leftAlone.isPresent()) {
                say.accept(leftAlone.get());
            } else {
                restored.add(change);
                say.accept(change.path() + (change.before() == null ? " removed" : " brought back"));
            }
        }
        files.forget(restored);
        say.accept("packages that were installed stay (remove them with apt if they are not wanted)");
    }
}
