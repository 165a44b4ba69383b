package org.usher.wire.admission;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.usher.wire.Decoded;
import org.usher.wire.FieldReader;
import org.usher.wire.MalformedException;
import org.usher.wire.Octets;

/**
 * What a gateway's relayed connection to a front begins with, before the first byte of the RDP client: a header of the PROXY
 * protocol, version 2 (its section 2.2), whose one field of our own carries the pass. Fields that others may add are passed
 * over, as that protocol wants it.
 *
 * @param client where the client's connection came from
 * @param gateway where it came to
 * @param pass what the front gave for it, {@link AdmissionFrame#PASS} bytes
 */
public record RelayPreface(InetSocketAddress client, InetSocketAddress gateway, Octets pass) {

    /** The first byte, which begins neither TLS nor an RDP connection. */
    public static final int FIRST_BYTE = 0x0d;

    /** The most that a preface may have, in bytes. */
    public static final int MAX_LENGTH = 536;

    /** The kind of the field that carries the pass: the first of those that are free for anybody's own use. */
    static final int PASS_FIELD = 0xe0;

    private static final byte[] SIGNATURE = {
        FIRST_BYTE, 0x0a, 0x0d, 0x0a, 0x00, 0x0d, 0x0a, 0x51, 0x55, 0x49, 0x54, 0x0a
    };
    private static final int HEADER = SIGNATURE.length + 4;
    private static final int VERSION_2_PROXY = 0x21;
    private static final int TCP4 = 0x11;
    private static final int TCP6 = 0x21;

    public RelayPreface {
        if (client.getAddress() == null || gateway.getAddress() == null) {
            throw new IllegalArgumentException("addresses without a resolved name (expected: resolved ones)");
        }
        AdmissionFrame.requirePass(pass);
    }

    /** The preface at the buffer's position. What can become none is malformed with its first wrong byte. */
    public static Decoded<RelayPreface> decode(ByteBuffer in) {
        for (int at = 0; at < Math.min(SIGNATURE.length, in.remaining()); at++) {
            if (in.get(in.position() + at) != SIGNATURE[at]) {
                return new Decoded.Malformed<>("signature", "that of the PROXY protocol, version 2", "another");
            }
        }
        if (in.remaining() < HEADER) {
            return new Decoded.NeedMore<>(HEADER);
        }
        int length = in.getShort(in.position() + HEADER - 2) & 0xffff;
        if (HEADER + length > MAX_LENGTH) {
            return new Decoded.Malformed<>("length", "at most " + (MAX_LENGTH - HEADER) + " bytes", length + " bytes");
        }
        if (in.remaining() < HEADER + length) {
            return new Decoded.NeedMore<>(HEADER + length);
        }
        int command = in.get(in.position() + SIGNATURE.length) & 0xff;
        int family = in.get(in.position() + SIGNATURE.length + 1) & 0xff;
        FieldReader fields = new FieldReader(in.slice(in.position() + HEADER, length));
        return new Decoded.Message<>(fields, HEADER + length).read(whole -> read(command, family, whole));
    }

    private static RelayPreface read(int command, int family, FieldReader in) throws MalformedException {
        if (command != VERSION_2_PROXY) {
            throw new MalformedException("command", "PROXY of version 2", "0x" + Integer.toHexString(command));
        }
        int addressLength = switch (family) {
            case TCP4 -> 4;
            case TCP6 -> 16;
            default ->
                throw new MalformedException("family", "TCP over IPv4 or IPv6", "0x" + Integer.toHexString(family));
        };
        InetAddress client = in.address(addressLength, "source address");
        InetAddress gateway = in.address(addressLength, "destination address");
        int clientPort = in.u16("source port");
        int gatewayPort = in.u16("destination port");
        return new RelayPreface(
                new InetSocketAddress(client, clientPort), new InetSocketAddress(gateway, gatewayPort), pass(in));
    }

    private static Octets pass(FieldReader in) throws MalformedException {
        Optional<Octets> pass = Optional.empty();
        while (!in.atEnd()) {
            int kind = in.u8("field kind");
            byte[] value = in.bytes(in.u16("field length"), "field");
            if (kind == PASS_FIELD) {
                if (pass.isPresent() || value.length != AdmissionFrame.PASS) {
                    throw new MalformedException(
                            "pass", "one of " + AdmissionFrame.PASS + " bytes", "one more of " + value.length);
                }
                pass = Optional.of(Octets.of(value));
            }
        }
        return pass.orElseThrow(() -> new MalformedException("pass", "one", "none"));
    }

    /** The preface's bytes. */
    public ByteBuffer encode() {
        byte[] source = client.getAddress().getAddress();
        byte[] destination = gateway.getAddress().getAddress();
        boolean four = source.length == 4 && destination.length == 4;
        if (!four) {
            source = inSixteen(source);
            destination = inSixteen(destination);
        }
        int length = source.length + destination.length + 4 + 3 + AdmissionFrame.PASS;
        return ByteBuffer.allocate(HEADER + length)
                .put(SIGNATURE)
                .put((byte) VERSION_2_PROXY)
                .put((byte) (four ? TCP4 : TCP6))
                .putShort((short) length)
                .put(source)
                .put(destination)
                .putShort((short) client.getPort())
                .putShort((short) gateway.getPort())
                .put((byte) PASS_FIELD)
                .putShort((short) AdmissionFrame.PASS)
                .put(pass.bytes())
                .flip();
    }

    // RFC 4291, 2.5.5.2: a client and a gateway of different families still have one header.
    private static byte[] inSixteen(byte[] bytes) {
        return bytes.length == 16
                ? bytes
                : ByteBuffer.allocate(16)
                        .position(10)
                        .putShort((short) 0xffff)
                        .put(bytes)
                        .array();
    }

    @Override
    public String toString() {
        return "RelayPreface[client=" + client + ", gateway=" + gateway + ", pass=•••]";
    }
}
