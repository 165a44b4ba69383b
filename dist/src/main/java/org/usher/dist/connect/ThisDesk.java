package org.usher.dist.connect;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.usher.client.Conversation;
import org.usher.client.DeskParts;
import org.usher.client.program.Programs;
import org.usher.client.store.Desk;
import org.usher.dist.Main;
import org.usher.dist.program.ThisProgram;

/** Puts the client program together for this machine and its user. */
final class ThisDesk {

    private ThisDesk() {}

    static DeskParts parts(Conversation person) {
        Map<String, String> environment = System.getenv();
        SecureRandom random = new SecureRandom();
        return new DeskParts(
                new Desk(
                        Desk.Platform.ofName(System.getProperty("os.name", "")),
                        environment,
                        Path.of(System.getProperty("user.home", ""))),
                Programs.of(environment),
                person,
                "usher-connect/" + version(),
                device(environment),
                program(environment),
                InstantSource.system(),
                () -> UUID.randomUUID().toString(),
                count -> {
                    byte[] bytes = new byte[count];
                    random.nextBytes(bytes);
                    return bytes;
                });
    }

    private static String version() {
        return Optional.ofNullable(Main.class.getPackage().getImplementationVersion())
                .orElse("development");
    }

    private static String device(Map<String, String> environment) {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException nameless) {
            return environment.getOrDefault("HOSTNAME", environment.getOrDefault("COMPUTERNAME", "this desk"));
        }
    }

    /** The script that started this program says where it is; without one the very Java that runs. */
    private static List<String> program(Map<String, String> environment) {
        return Optional.ofNullable(environment.get("USHER_PROGRAM"))
                .filter(text -> !text.isEmpty())
                .map(Path::of)
                .filter(script -> script.isAbsolute() && Files.isExecutable(script))
                .map(script -> List.of(script.toString()))
                .orElseGet(ThisProgram::command);
    }
}
