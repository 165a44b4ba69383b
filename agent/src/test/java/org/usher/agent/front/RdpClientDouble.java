package org.usher.agent.front;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import org.usher.relay.testing.Pipe;
import org.usher.wire.Captures;
import org.usher.wire.Decoded;
import org.usher.wire.rdp.ConnectionConfirm;
import org.usher.wire.rdp.ConnectionRequest;

/** A stock RDP client, step by step. Its words are xfreerdp's. */
final class RdpClientDouble implements Closeable {

    static final byte[] WISHES = Captures.message("xfreerdp-connect-initial");
    static final List<byte[]> CHANNELS = Captures.messages("xfreerdp-channels");
    static final List<byte[]> ANSWERS = Captures.messages("xrdp-mcs-answers");

    /** MCS Disconnect Provider Ultimatum, rn-provider-initiated, as [MS-RDPBCGR] 4.2.2 draws its like. */
    static final byte[] GOODBYE = {3, 0, 0, 9, 2, (byte) 0xf0, (byte) 0x80, 0x20, (byte) 0x80};

    private final Socket plain;
    private Socket socket;
    private InputStream in;
    private OutputStream out;

    private RdpClientDouble(Socket plain) throws IOException {
        this.plain = plain;
        this.socket = plain;
        this.in = plain.getInputStream();
        this.out = plain.getOutputStream();
    }

    /** A client at this address of the loopback connects. */
    static RdpClientDouble connect(String from, InetSocketAddress front) throws IOException {
        Socket socket = new Socket();
        try {
            // Small, so that a client that does not read is felt soon.
            socket.setReceiveBufferSize(64 * 1024);
            socket.bind(new InetSocketAddress(InetAddress.ofLiteral(from), 0));
            socket.connect(front);
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(Pipe.PATIENCE_SECONDS * 1000);
            return new RdpClientDouble(socket);
        } catch (IOException failed) {
            socket.close();
            throw failed;
        }
    }

    /** Asks for TLS or CredSSP, with this routing token or cookie. */
    RdpClientDouble request(Optional<String> line) throws IOException {
        send(new ConnectionRequest(line, ConnectionRequest.SSL | ConnectionRequest.HYBRID).encode());
        assertThat(ConnectionConfirm.decode(ByteBuffer.wrap(readFrame())))
                .isEqualTo(new Decoded.Message<>(
                        new ConnectionConfirm.Selected(ConnectionRequest.SSL), ConnectionConfirm.LENGTH));
        return this;
    }

    /** Goes on in TLS of this version. */
    RdpClientDouble secure(String version) throws IOException {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new WhoeverAnswers()}, new SecureRandom());
            SSLSocket tls = (SSLSocket) context.getSocketFactory().createSocket(plain, "front", plain.getPort(), true);
            socket = tls;
            tls.setEnabledProtocols(new String[] {version});
            tls.startHandshake();
            in = tls.getInputStream();
            out = tls.getOutputStream();
            return this;
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException(missing);
        }
    }

    SSLSocket tls() {
        return (SSLSocket) socket;
    }

    /** Says what it wishes, joins its channels, and hears of each what it waits for. */
    RdpClientDouble greet() throws IOException {
        send(WISHES);
        assertThat(readFrame()).isEqualTo(ANSWERS.getFirst());
        send(RdpTalk.join(CHANNELS.get(0), CHANNELS.get(1)));
        assertThat(readFrame()).isEqualTo(ANSWERS.get(1));
        for (int i = 2; i < CHANNELS.size(); i++) {
            send(CHANNELS.get(i));
            assertThat(readFrame()).isEqualTo(ANSWERS.get(i));
        }
        return this;
    }

    /** Signs on with this password. */
    RdpClientDouble signOn(String password) throws IOException {
        send(RdpTalk.signOnWith(password));
        return this;
    }

    void send(byte[] bytes) throws IOException {
        out.write(bytes);
        out.flush();
    }

    byte[] read(int length) throws IOException {
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException("the front's bytes end after " + bytes.length + " of " + length);
        }
        return bytes;
    }

    byte[] readFrame() throws IOException {
        byte[] header = read(4);
        return RdpTalk.join(header, read(((header[2] & 0xff) << 8 | (header[3] & 0xff)) - 4));
    }

    /** Everything until the end. */
    byte[] readToEnd() throws IOException {
        return in.readAllBytes();
    }

    @Override
    public void close() throws IOException {
        socket.close();
        plain.close();
    }
}
