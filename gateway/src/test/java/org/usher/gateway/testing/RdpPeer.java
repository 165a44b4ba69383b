package org.usher.gateway.testing;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.usher.wire.Decoded;
import org.usher.wire.admission.RelayPreface;

/** The host's end of one RDP connection. */
public final class RdpPeer implements AutoCloseable {

    private final Socket socket;
    private final @Nullable RelayPreface preface;
    private final InputStream in;

    RdpPeer(Socket socket, @Nullable RelayPreface preface, int... read) throws IOException {
        this.socket = socket;
        this.preface = preface;
        byte[] before = new byte[read.length];
        for (int i = 0; i < read.length; i++) {
            before[i] = (byte) read[i];
        }
        this.in = new SequenceInputStream(new ByteArrayInputStream(before), socket.getInputStream());
    }

    static RdpPeer behindPreface(Socket socket, int first) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(first);
        while (true) {
            switch (RelayPreface.decode(ByteBuffer.wrap(bytes.toByteArray()))) {
                case Decoded.Message<RelayPreface>(RelayPreface whole, int consumed) -> {
                    return new RdpPeer(socket, whole);
                }
                case Decoded.Malformed<RelayPreface> malformed -> throw new AssertionError(malformed.explanation());
                case Decoded.NeedMore<RelayPreface> more -> {
                    int next = socket.getInputStream().read();
                    if (next < 0) {
                        throw new IOException("the preface breaks off");
                    }
                    bytes.write(next);
                }
            }
        }
    }

    /** What the connection began with. */
    public RelayPreface preface() {
        if (preface == null) {
            throw new AssertionError("a connection without a preface");
        }
        return preface;
    }

    public boolean hasPreface() {
        return preface != null;
    }

    public byte[] readBytes(int length) throws IOException {
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new AssertionError("the connection ends after " + bytes.length + " of " + length + " bytes");
        }
        return bytes;
    }

    /** Whether nothing more comes. */
    public boolean isAtEnd() {
        try {
            return in.read() < 0;
        } catch (java.net.SocketTimeoutException late) {
            throw new AssertionError("the gateway does not end the connection", late);
        } catch (IOException reset) {
            return true;
        }
    }

    public void write(byte[] bytes) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write(bytes);
        out.flush();
    }

    public Socket socket() {
        return socket;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
