package org.usher.gateway.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.usher.gateway.dial.HostAndPort;
import org.usher.wire.Decoded;
import org.usher.wire.Octets;
import org.usher.wire.tsgu.TsguCodec;
import org.usher.wire.tsgu.TsguPacket;

/** An RDP client of the gateway's, over a WebSocket or over two channels, that says exactly what the test wants. */
public final class RdpClient implements AutoCloseable {

    /** How it comes. */
    public enum Transport {
        WEBSOCKET,
        TWO_CHANNELS
    }

    /** As FreeRDP offers. */
    public static final int CAPABILITIES = 0x0d;

    /** The client's own limit of an idle session. */
    public static final int IDLE_TIMEOUT = 0x02;

    private static final String PATH = "/remoteDesktopGateway/";

    private final Browser out;

    /** The same as {@link #out} over a WebSocket. */
    private final Browser in;

    private final boolean webSocket;
    private boolean handshaken;

    private RdpClient(Browser out, Browser in, boolean webSocket) {
        this.out = out;
        this.in = in;
        this.webSocket = webSocket;
    }

    /** Connects, up to where packets can be sent. */
    public static RdpClient connect(Running running, Transport transport) throws IOException {
        return connectFrom(running, transport, "127.0.0.1");
    }

    /** The same from another address. */
    public static RdpClient connectFrom(Running running, Transport transport, String address) throws IOException {
        return switch (transport) {
            case WEBSOCKET -> {
                Browser browser = running.browserFrom(address);
                if (upgrade(browser).status() != 101) {
                    throw new AssertionError("no WebSocket");
                }
                yield new RdpClient(browser, browser, true);
            }
            case TWO_CHANNELS -> {
                String id = "{00000000-1111-2222-3333-" + System.nanoTime() + "}";
                Browser out = running.browserFrom(address);
                openOut(out, id);
                yield join(out, running.browserFrom(address), id);
            }
        };
    }

    /** Asks for a WebSocket as FreeRDP 2 does, whose key is no base64. */
    public static HttpMessage upgrade(Browser browser, String... fields) throws IOException {
        browser.send(head("RDG_OUT_DATA", "{1}")
                + "Connection: Upgrade\nUpgrade: websocket\nSec-Websocket-Version: 13\n"
                + "Sec-Websocket-Key: @I@ZRUQYDZQKZD_\nContent-Length: 0\n" + lines(fields) + "\n");
        return browser.read();
    }

    private static String lines(String... fields) {
        return fields.length == 0 ? "" : String.join("\n", fields) + "\n";
    }

    /** First line and the fields that every request has. */
    public static String head(String method, String connectionId) {
        return method + " " + PATH + " HTTP/1.1\nCache-Control: no-cache\nPragma: no-cache\nAccept: */*\n"
                + "User-Agent: MS-RDGateway/1.0\nHost: " + Browser.HOST + "\nRDG-Connection-Id: " + connectionId
                + "\nRDG-Auth-Scheme: PAA\n";
    }

    /** The server's channel, with its ten bytes. */
    public static void openOut(Browser out, String id) throws IOException {
        openOut(out, id, "");
    }

    /** The same with more text behind the request, sent in one go with it. */
    public static void openOut(Browser out, String id, String behind) throws IOException {
        out.send(head("RDG_OUT_DATA", id) + "Content-Length: 0\n\n" + behind);
        HttpMessage answer = out.readHead();
        if (answer.status() != 200) {
            throw new AssertionError(answer);
        }
        out.in().readNBytes(10);
    }

    /** The client's channel, to a server's that is open. */
    public static RdpClient join(Browser out, Browser in, String id) throws IOException {
        in.send(head("RDG_IN_DATA", id) + "Content-Length: 0\n\n");
        HttpMessage answer = in.read();
        if (answer.status() != 200) {
            throw new AssertionError(answer);
        }
        in.send(head("RDG_IN_DATA", id) + "Transfer-Encoding: chunked\n\n");
        return new RdpClient(out, in, false);
    }

    public Browser out() {
        return out;
    }

    public Browser in() {
        return in;
    }

    /** Sends a packet as one message or chunk. */
    public RdpClient send(TsguPacket packet) throws IOException {
        return sendBytes(TsguCodec.encode(packet));
    }

    public RdpClient sendData(byte[] bytes) throws IOException {
        return send(new TsguPacket.Data(ByteBuffer.wrap(bytes)));
    }

    /** Sends bytes as one message or chunk. */
    public RdpClient sendBytes(byte[] bytes) throws IOException {
        if (webSocket) {
            in.sendMessage(bytes);
        } else {
            ByteArrayOutputStream chunk = new ByteArrayOutputStream();
            chunk.writeBytes((Integer.toHexString(bytes.length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
            chunk.writeBytes(bytes);
            chunk.writeBytes("\r\n".getBytes(StandardCharsets.US_ASCII));
            in.sendRaw(chunk.toByteArray());
        }
        return this;
    }

    /** The next packet. Over a WebSocket it has to be a whole message, not fragmented and not masked. */
    public TsguPacket receive() throws IOException {
        if (webSocket) {
            Browser.Frame frame = out.readFrame();
            if (frame.first() != 0x82) {
                throw new AssertionError("a frame that begins with " + Integer.toHexString(frame.first()));
            }
            return packet(ByteBuffer.wrap(frame.bytes()));
        }
        byte[] header = out.in().readNBytes(TsguCodec.HEADER);
        if (header.length < TsguCodec.HEADER) {
            throw new AssertionError("the gateway ended the connection");
        }
        int length =
                ByteBuffer.wrap(header).order(java.nio.ByteOrder.LITTLE_ENDIAN).getInt(4);
        ByteBuffer all = ByteBuffer.allocate(length)
                .put(header)
                .put(out.in().readNBytes(length - header.length))
                .flip();
        return packet(all);
    }

    private static TsguPacket packet(ByteBuffer bytes) {
        int length = bytes.remaining();
        return switch (TsguCodec.decode(bytes)) {
            case Decoded.Message<TsguPacket>(TsguPacket packet, int consumed) -> {
                if (consumed != length) {
                    throw new AssertionError("more than one packet in a message");
                }
                yield packet;
            }
            case Decoded.NeedMore<TsguPacket> more -> throw new AssertionError("a packet in part: " + more);
            case Decoded.Malformed<TsguPacket> malformed -> throw new AssertionError(malformed.explanation());
        };
    }

    /** The next packet, which is of this kind. */
    public <P extends TsguPacket> P receive(Class<P> kind) throws IOException {
        TsguPacket packet = receive();
        if (!kind.isInstance(packet)) {
            throw new AssertionError(packet + " (expected: " + kind.getSimpleName() + ")");
        }
        return kind.cast(packet);
    }

    /** Data packets up to so many bytes. */
    public byte[] receiveData(int length) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream(length);
        while (all.size() < length) {
            ByteBuffer bytes = receive(TsguPacket.Data.class).bytes();
            byte[] piece = new byte[bytes.remaining()];
            bytes.get(piece);
            all.writeBytes(piece);
        }
        return all.toByteArray();
    }

    public TsguPacket.HandshakeResponse handshake() throws IOException {
        handshaken = true;
        send(new TsguPacket.HandshakeRequest(1, 0, 0, 2));
        return receive(TsguPacket.HandshakeResponse.class);
    }

    public static TsguPacket.TunnelCreate tunnelCreate(String ticket, int capabilities) {
        return new TsguPacket.TunnelCreate(
                capabilities,
                OptionalLong.empty(),
                Optional.of(Octets.of((ticket + '\0').getBytes(StandardCharsets.UTF_16LE))));
    }

    public TsguPacket.TunnelResponse tunnel(String ticket) throws IOException {
        return tunnel(ticket, CAPABILITIES);
    }

    public TsguPacket.TunnelResponse tunnel(String ticket, int capabilities) throws IOException {
        send(tunnelCreate(ticket, capabilities));
        return receive(TsguPacket.TunnelResponse.class);
    }

    public TsguPacket.TunnelAuthResponse authorise() throws IOException {
        send(new TsguPacket.TunnelAuth("vm", Optional.empty()));
        return receive(TsguPacket.TunnelAuthResponse.class);
    }

    public TsguPacket.ChannelResponse channel(HostAndPort target) throws IOException {
        send(new TsguPacket.ChannelCreate(List.of(target.host()), List.of(), target.port(), 3));
        return receive(TsguPacket.ChannelResponse.class);
    }

    /** To the running host, with a ticket for it; also when a handshake was made already. */
    public RdpClient open(Running running) throws IOException {
        if (!handshaken) {
            handshake();
        }
        require(tunnel(running.rdpTicket()).statusCode());
        require(authorise().errorCode());
        require(channel(running.rdpHost().address()).errorCode());
        return this;
    }

    /** All of it, up to an open channel. */
    public RdpClient open(String ticket, HostAndPort target) throws IOException {
        return open(ticket, target, CAPABILITIES);
    }

    public RdpClient open(String ticket, HostAndPort target, int capabilities) throws IOException {
        handshake();
        require(tunnel(ticket, capabilities).statusCode());
        require(authorise().errorCode());
        require(channel(target).errorCode());
        return this;
    }

    private static void require(int code) {
        if (code != 0) {
            throw new AssertionError("0x" + Integer.toHexString(code));
        }
    }

    /** Whether the gateway has ended all of it and nothing more comes; over a WebSocket after its Close. */
    public boolean isAtEnd() throws IOException {
        if (!webSocket) {
            return out.isAtEnd() && in.isAtEnd();
        }
        Browser.Frame frame = out.readFrame();
        if (frame.first() != 0x88 || frame.closeCode() != 1000) {
            throw new AssertionError("a frame that begins with " + Integer.toHexString(frame.first()));
        }
        out.sendFrame(0x88, frame.bytes());
        return out.isAtEnd();
    }

    /** Without a word. */
    @Override
    public void close() throws IOException {
        in.close();
        out.close();
    }
}
