package org.usher.gateway.tsgu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.usher.gateway.testing.RdpPeer;
import org.usher.gateway.testing.Running;
import org.usher.relay.testing.Pipe;
import org.usher.wire.Decoded;
import org.usher.wire.admission.AdmissionFrame;
import org.usher.wire.rdp.ConnectionConfirm;
import org.usher.wire.rdp.ConnectionRequest;

/**
 * xfreerdp (FreeRDP 2.11.7 as Debian 12 has it) through a gateway to a host that answers its first message: so far nothing is
 * said that is not the gateway's business. Where there is no xfreerdp or no Xvfb these tests do not run.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class XfreerdpTest {

    private Running running;
    private Process screen;
    private String display;

    @BeforeAll
    void start(@TempDir Path state) throws IOException {
        assumeTrue(isInstalled("xfreerdp") && isInstalled("Xvfb"), "xfreerdp and Xvfb");
        running = Running.start(state);
        screen = new ProcessBuilder("Xvfb", "-displayfd", "1", "-screen", "0", "800x600x24", "-nolisten", "tcp")
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        BufferedReader said = screen.inputReader(StandardCharsets.US_ASCII);
        display = ":" + said.readLine();
    }

    private static boolean isInstalled(String program) {
        for (String directory : System.getenv("PATH").split(File.pathSeparator, -1)) {
            if (Files.isExecutable(Path.of(directory, program))) {
                return true;
            }
        }
        return false;
    }

    @AfterAll
    void stop() throws Exception {
        if (running != null) {
            screen.destroy();
            screen.waitFor();
            running.close();
        }
    }

    private Process xfreerdp(Path home, String ticket, String transport) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                "xfreerdp",
                "/v:" + running.rdpHost().address(),
                "/u:alice",
                "/p:secret",
                "/sec:tls",
                "/cert:ignore",
                "/log-level:DEBUG",
                "/g:localhost:" + running.gateway().port(),
                "/gt:" + transport,
                "/gat:" + ticket));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(home.resolve("log").toFile())
                .redirectInput(new File("/dev/null"));
        builder.environment().putAll(Map.of("DISPLAY", display, "HOME", home.toString()));
        return builder.start();
    }

    private static String log(Path home) throws IOException {
        return Files.readString(home.resolve("log"), StandardCharsets.ISO_8859_1);
    }

    @ParameterizedTest
    @CsvSource({"http, Upgraded to websocket", "'http,no-websockets', RDG_IN_DATA authorization result: 200"})
    void rdpReachesTheHost(String transport, String said, @TempDir Path home) throws Exception {
        Process client = xfreerdp(home, running.rdpTicket(), transport);
        try (RdpPeer host = running.rdpHost().visit()) {
            assertThat(host.hasPreface()).isTrue();
            byte[] head = host.readBytes(4);
            int length = ByteBuffer.wrap(head).getShort(2) & 0xffff;
            byte[] request = new byte[length];
            System.arraycopy(head, 0, request, 0, 4);
            System.arraycopy(host.readBytes(length - 4), 0, request, 4, length - 4);
            assertThat(ConnectionRequest.decode(ByteBuffer.wrap(request)))
                    .isInstanceOfSatisfying(
                            Decoded.Message.class,
                            message -> assertThat(message.message())
                                    .isInstanceOfSatisfying(
                                            ConnectionRequest.class,
                                            decoded -> assertThat(decoded.offersTls())
                                                    .isTrue()));
            host.write(new ConnectionConfirm.Selected(ConnectionRequest.SSL).encode());
            assertThat(host.readBytes(3)).as("a TLS ClientHello").startsWith(0x16, 0x03);
        }
        assertThat(client.waitFor(Pipe.PATIENCE_SECONDS, TimeUnit.SECONDS))
                .as("the client ends when its host does")
                .isTrue();
        assertThat(log(home)).contains(said);
    }

    @ParameterizedTest
    @CsvSource({"http", "'http,no-websockets'"})
    void aTicketThatIsRefusedIsACookieErrorByName(String transport, @TempDir Path home) throws Exception {
        Process client = xfreerdp(home, running.rdpTicket() + "x", transport);
        assertThat(client.waitFor(Pipe.PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(client.exitValue()).isNotZero();
        assertThat(log(home)).contains("E_PROXY_COOKIE_AUTHENTICATION_ACCESS_DENIED");
    }

    @Test
    void aUsedTicketToo(@TempDir Path home) throws Exception {
        running.rdpHost().decide(ask -> new AdmissionFrame.Refused(ask.number(), "ticket-used"));
        try {
            Process client = xfreerdp(home, running.rdpTicket(), "http");
            assertThat(client.waitFor(Pipe.PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
            assertThat(log(home)).contains("E_PROXY_COOKIE_AUTHENTICATION_ACCESS_DENIED");
        } finally {
            running.rdpHost().decide(ask -> running.rdpHost().admit(ask, 0));
        }
    }
}
