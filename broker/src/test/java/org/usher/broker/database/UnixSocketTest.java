package org.usher.broker.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the PostgreSQL driver does with a socket, on one with a file's name. */
class UnixSocketTest {

    @TempDir
    private Path directory;

    private Path file;
    private ServerSocketChannel server;

    @BeforeEach
    void listen() throws IOException {
        file = directory.resolve("s");
        server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(file));
    }

    @AfterEach
    void close() throws IOException {
        server.close();
    }

    private Socket connected() throws IOException {
        return new UnixSocketFactory(file.toString()).createSocket("localhost", 5432);
    }

    private static void say(SocketChannel peer, int... bytes) throws IOException {
        ByteBuffer words = ByteBuffer.allocate(bytes.length);
        for (int one : bytes) {
            words.put((byte) one);
        }
        peer.write(words.flip());
    }

    @Test
    void bytesGoBothWaysWithAndWithoutATimeout() throws Exception {
        try (Socket socket = connected();
                SocketChannel peer = server.accept()) {
            assertThat(socket.isConnected()).isTrue();
            for (int timeout : new int[] {0, 20_000, 0}) {
                socket.setSoTimeout(timeout);
                assertThat(socket.getSoTimeout()).isEqualTo(timeout);
                socket.getOutputStream().write(new byte[] {1, 2, 3});
                ByteBuffer heard = ByteBuffer.allocate(3);
                while (heard.hasRemaining()) {
                    peer.read(heard);
                }
                assertThat(heard.array()).containsExactly(1, 2, 3);
                say(peer, 0xff, 7);
                InputStream in = socket.getInputStream();
                assertThat(in.read()).isEqualTo(0xff);
                assertThat(in.readNBytes(1)).containsExactly(7);
            }
        }
    }

    @Test
    void aDatabaseThatIsSilentForTooLongIsATimeoutAndTheSocketStaysGood() throws Exception {
        try (Socket socket = connected();
                SocketChannel peer = server.accept()) {
            socket.setSoTimeout(1);
            InputStream in = socket.getInputStream();
            assertThatThrownBy(in::read)
                    .isInstanceOf(SocketTimeoutException.class)
                    .hasMessageContaining("within 1 ms");
            socket.setSoTimeout(20_000);
            say(peer, 9);
            assertThat(in.read()).isEqualTo(9);
        }
    }

    @Test
    void theEndIsTheEndWithAndWithoutATimeout() throws Exception {
        for (int timeout : new int[] {0, 20_000}) {
            Socket left;
            try (Socket socket = connected()) {
                server.accept().close();
                socket.setSoTimeout(timeout);
                assertThat(socket.getInputStream().read()).isEqualTo(-1);
                left = socket;
            }
            assertThat(left.isClosed()).isTrue();
        }
    }

    @Test
    void nobodyThereIsAnError() throws Exception {
        server.close();
        assertThatThrownBy(this::connected).isInstanceOf(IOException.class);
    }
}
