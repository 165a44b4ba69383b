package org.usher.dist.e2e;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.cert.CertificateFactory;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;

/**
 * A host without an agent that wants NLA: FreeRDP's shadow server, which shows an X display of its own with a terminal on
 * it. It has one user.
 */
final class ShadowHost implements AutoCloseable {

    static final String USER = "shadowu";
    static final String PASSWORD = "Shadow-1";
    static final String ADDRESS = Network.HERE + ":23389";

    private static final int PORT = 23389;

    private final Path home;
    private final Deque<Process> processes = new ArrayDeque<>();

    ShadowHost(Path directory) throws IOException {
        this.home = directory.resolve("shadow");
        Files.createDirectories(home);
        Path sam = Files.writeString(
                home.resolve("sam"), Shell.run("winpr-hash", "-u", USER, "-p", PASSWORD, "-f", "sam"));
        Process display = start(List.of("Xvfb", "-displayfd", "1", "-screen", "0", "1024x768x24"), "", false);
        String number = new BufferedReader(new InputStreamReader(display.getInputStream(), StandardCharsets.US_ASCII))
                .readLine();
        start(List.of("xterm", "-geometry", "120x40+0+0", "-e", "top"), ":" + number, true);
        start(
                List.of(
                        "freerdp-shadow-cli",
                        "/bind-address:" + Network.HERE,
                        "/port:" + PORT,
                        "/sec:nla",
                        "/sam-file:" + sam,
                        "+auth"),
                ":" + number,
                true);
        Await.until("the shadow server's certificate\n" + tail(), () -> Files.exists(certificate()));
    }

    private Process start(List<String> command, String display, boolean logged) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("HOME", home.toString());
        builder.environment().put("DISPLAY", display);
        if (logged) {
            builder.redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(home.resolve("log").toFile()));
        } else {
            builder.redirectError(home.resolve("display.log").toFile());
        }
        Process process = builder.start();
        processes.push(process);
        return process;
    }

    private Path certificate() {
        return home.resolve(".config/freerdp/shadow/shadow.crt");
    }

    /** SHA-256 of the certificate, from the file that the server keeps it in. */
    String sha256() throws Exception {
        try (var in = Files.newInputStream(certificate())) {
            byte[] der =
                    CertificateFactory.getInstance("X.509").generateCertificate(in).getEncoded();
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(der));
        }
    }

    String tail() {
        try {
            return Files.readString(home.resolve("log"));
        } catch (IOException none) {
            return none.toString();
        }
    }

    @Override
    public void close() {
        processes.forEach(Process::destroy);
    }
}
