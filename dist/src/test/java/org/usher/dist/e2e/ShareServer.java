package org.usher.dist.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/** Samba with one share, {@code team}, for one user, {@code clerk}. */
final class ShareServer implements AutoCloseable {

    static final String USER = "clerk";
    static final String PASSWORD = "Share-of-the-team-1";

    private final Path directory;
    private final Process server;

    private ShareServer(Path directory, Process server) {
        this.directory = directory;
        this.server = server;
    }

    static ShareServer start(Path parent) throws IOException {
        Path directory = Files.createDirectories(parent.resolve("samba"));
        for (String part : List.of("private", "run", "share")) {
            Files.createDirectories(directory.resolve(part));
        }
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.writeString(directory.resolve("share/plan.txt"), "the plan\n");
        // An account of the system that may do nothing; on the share it is root, for which everything in it is there.
        Files.writeString(directory.resolve("users"), "nobody = " + USER + "\n");
        Path settings = Files.writeString(directory.resolve("smb.conf"), """
                [global]
                workgroup = TEAM
                server role = standalone server
                interfaces = %2$s
                bind interfaces only = yes
                smb ports = 445
                passdb backend = tdbsam:%1$s/private/passdb.tdb
                private dir = %1$s/private
                lock directory = %1$s/run
                state directory = %1$s/run
                cache directory = %1$s/run
                pid directory = %1$s/run
                ncalrpc dir = %1$s/run/ncalrpc
                username map = %1$s/users
                log file = %1$s/smbd.log
                log level = 1 auth_audit:3
                load printers = no
                disable spoolss = yes
                [team]
                path = %1$s/share
                read only = no
                force user = root
                """.formatted(directory, Network.HERE));
        Shell.run(
                "sh",
                "-c",
                "printf '%s\\n%s\\n' " + PASSWORD + " " + PASSWORD + " | pdbedit -s " + settings + " -a -u nobody -t");
        Process server = new ProcessBuilder("smbd", "-F", "-s", settings.toString())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("smbd.out").toFile())
                .redirectInput(Path.of("/dev/null").toFile())
                .start();
        ShareServer share = new ShareServer(directory, server);
        Await.until("Samba's answer", () -> {
            Shell.run(
                    "smbclient",
                    "-s",
                    settings.toString(),
                    "-U",
                    USER + "%" + PASSWORD,
                    "//" + Network.HERE + "/team",
                    "-c",
                    "ls");
            return true;
        });
        return share;
    }

    static String address() {
        return "\\\\" + Network.HERE + "\\team";
    }

    /** How often somebody at this address has signed in as the share's user. */
    long signIns(String address) throws IOException {
        return answers(address, "NT_STATUS_OK");
    }

    /** How often somebody at this address has given a wrong password for it. */
    long refusals(String address) throws IOException {
        return answers(address, "NT_STATUS_WRONG_PASSWORD");
    }

    private long answers(String address, String status) throws IOException {
        Path log = directory.resolve("smbd.log");
        return Files.exists(log)
                ? Files.readAllLines(log).stream()
                        .filter(line -> line.contains("[" + USER + "]")
                                && line.contains(status)
                                && line.contains("ipv4:" + address + ":"))
                        .count()
                : 0;
    }

    @Override
    public void close() {
        // Asked politely, it would end its whole process group, which it may share with the test.
        List<ProcessHandle> children = server.descendants().toList();
        server.destroyForcibly();
        children.forEach(ProcessHandle::destroyForcibly);
        server.onExit().join();
    }
}
