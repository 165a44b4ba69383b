package org.usher.gateway.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import javax.net.ssl.SSLSocket;
import org.usher.relay.testing.Pipe;
import org.usher.wire.Decoded;
import org.usher.wire.stream.StreamCodec;
import org.usher.wire.stream.StreamFrame;

/** The front's end of one stream. */
public final class StreamPeer implements AutoCloseable {

    private final SSLSocket socket;
    private final InputStream in;
    private final OutputStream out;

    StreamPeer(SSLSocket socket) throws IOException {
        this.socket = socket;
        socket.setSoTimeout(Pipe.PATIENCE_SECONDS * 1000);
        this.in = socket.getInputStream();
        this.out = socket.getOutputStream();
    }

    public SSLSocket socket() {
        return socket;
    }

    /** The next frame. */
    public StreamFrame readFrame() throws IOException {
        byte[] header = readBytes(StreamCodec.HEADER);
        int length = ByteBuffer.wrap(header).getInt() & 0xffffff;
        byte[] payload = readBytes(length);
        ByteBuffer all = ByteBuffer.allocate(header.length + length)
                .put(header)
                .put(payload)
                .flip();
        return switch (StreamCodec.decode(all)) {
            case Decoded.Message<StreamFrame>(StreamFrame frame, int consumed) -> frame;
            case Decoded.NeedMore<StreamFrame> more -> throw new AssertionError(more);
            case Decoded.Malformed<StreamFrame> malformed -> throw new AssertionError(malformed.explanation());
        };
    }

    public byte[] readBytes(int length) throws IOException {
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new AssertionError("the stream ends after " + bytes.length + " of " + length + " bytes");
        }
        return bytes;
    }

    /** Whether nothing more comes. */
    public boolean isAtEnd() throws IOException {
        return in.read() < 0;
    }

    public void write(byte[] bytes) throws IOException {
        out.write(bytes);
        out.flush();
    }

    public void write(StreamFrame frame) throws IOException {
        write(StreamCodec.encode(frame).array());
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
