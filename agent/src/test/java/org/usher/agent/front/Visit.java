package org.usher.agent.front;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.usher.link.identity.ComponentIdentity;
import org.usher.link.identity.FarmTls;
import org.usher.relay.testing.Pipe;
import org.usher.wire.Decoded;
import org.usher.wire.admission.AdmissionCodec;
import org.usher.wire.admission.AdmissionFrame;
import org.usher.wire.component.ComponentRole;
import org.usher.wire.stream.StreamCodec;
import org.usher.wire.stream.StreamFrame;

/** A gateway's connection to the front. */
final class Visit implements Closeable {

    private final SSLSocket socket;
    private final InputStream in;
    private final OutputStream out;

    private Visit(SSLSocket socket) throws IOException {
        this.socket = socket;
        this.in = socket.getInputStream();
        this.out = socket.getOutputStream();
    }

    /** A gateway connects. */
    static Visit of(ComponentIdentity gateway, InetSocketAddress front) throws IOException {
        return of(gateway, front, "usher-stream/1");
    }

    /** A gateway connects and names these protocols. */
    static Visit of(ComponentIdentity gateway, InetSocketAddress front, String... protocols) throws IOException {
        SSLSocket socket = (SSLSocket) FarmTls.mutual(gateway, peer -> peer.role() == ComponentRole.HOST)
                .getSocketFactory()
                .createSocket();
        try {
            // Small, so that a client that does not read is felt soon.
            socket.setReceiveBufferSize(64 * 1024);
            socket.connect(front);
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(Pipe.PATIENCE_SECONDS * 1000);
            SSLParameters parameters = socket.getSSLParameters();
            parameters.setApplicationProtocols(protocols);
            socket.setSSLParameters(parameters);
            socket.startHandshake();
            return new Visit(socket);
        } catch (IOException failed) {
            socket.close();
            throw failed;
        }
    }

    /** Says whose connection this is, as every gateway does first. */
    Visit origin() throws IOException {
        write(new StreamFrame.Origin(InetAddress.getLoopbackAddress()));
        return this;
    }

    void write(StreamFrame frame) throws IOException {
        write(StreamCodec.encode(frame).array());
    }

    void write(byte... bytes) throws IOException {
        out.write(bytes);
        out.flush();
    }

    /** The next frame. */
    StreamFrame readFrame() throws IOException {
        byte[] header = readBytes(StreamCodec.HEADER);
        byte[] payload = readBytes(ByteBuffer.wrap(header).getInt() & 0xffffff);
        return switch (StreamCodec.decode(ByteBuffer.wrap(RdpTalk.join(header, payload)))) {
            case Decoded.Message<StreamFrame>(StreamFrame frame, int consumed) -> frame;
            case Decoded.NeedMore<StreamFrame> more -> throw new AssertionError(more);
            case Decoded.Malformed<StreamFrame> malformed -> throw new AssertionError(malformed.explanation());
        };
    }

    /** The next frame of an admission. */
    AdmissionFrame readAdmission() throws IOException {
        byte[] header = readBytes(AdmissionCodec.HEADER);
        byte[] payload = readBytes(ByteBuffer.wrap(header).getInt() & 0xffffff);
        return switch (AdmissionCodec.decode(ByteBuffer.wrap(RdpTalk.join(header, payload)))) {
            case Decoded.Message<AdmissionFrame>(AdmissionFrame frame, int consumed) -> frame;
            case Decoded.NeedMore<AdmissionFrame> more -> throw new AssertionError(more);
            case Decoded.Malformed<AdmissionFrame> malformed -> throw new AssertionError(malformed.explanation());
        };
    }

    void write(AdmissionFrame frame) throws IOException {
        write(AdmissionCodec.encode(frame).array());
    }

    private byte[] readBytes(int length) throws IOException {
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new AssertionError("the front's bytes end after " + bytes.length + " of " + length);
        }
        return bytes;
    }

    /** Whether nothing more comes. */
    boolean isAtEnd() throws IOException {
        return in.read() < 0;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
