package org.usher.wire.ticket;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.usher.wire.Octets;

/**
 * The ticket as text: {@code ut1.} and the unpadded base64url of key id (8 bytes), fields and Ed25519 signature (64
 * bytes). It fits where RDCleanPath and MS-TSGU have room for a token, and needs no parser of a richer language.
 */
final class TicketFormat {

    static final String PREFIX = "ut1.";
    static final int SIGNATURE = 64;

    /** The longest text that is looked at, in characters. */
    static final int MAX_TEXT = 1024;

    private static final int KEY_ID = 8;
    private static final int FIXED = 4 * 16 + ClientBinding.LENGTH + 3 * 8 + 1 + 1;

    private static final int FRONT = 0;
    private static final int PINNED = 1;
    private static final int AUTHORITY = 2;

    /** What is signed, taken apart. */
    record Parts(TicketKeyId key, Ticket ticket, Octets signed, Octets signature) {}

    private TicketFormat() {}

    static byte[] toSign(TicketKeyId key, Ticket ticket) {
        byte[] target = ticket.target().getBytes(StandardCharsets.US_ASCII);
        byte[] pin = ticket.proof() instanceof HostProof.Pinned(Octets sha256) ? sha256.bytes() : new byte[0];
        ByteBuffer out = ByteBuffer.allocate(KEY_ID + FIXED + target.length + pin.length);
        out.putLong(key.value());
        put(out, ticket.launch());
        put(out, ticket.site());
        put(out, ticket.user());
        put(out, ticket.host());
        out.put(ticket.client().bytes());
        out.putLong(ticket.issued().getEpochSecond());
        out.putLong(ticket.expires().getEpochSecond());
        out.putLong(ticket.returnUntil().getEpochSecond());
        out.put((byte) target.length).put(target);
        out.put((byte) kind(ticket.proof())).put(pin);
        return out.array();
    }

    static String text(byte[] signed, byte[] signature) {
        byte[] all = ByteBuffer.allocate(signed.length + signature.length)
                .put(signed)
                .put(signature)
                .array();
        return PREFIX + Octets.of(all).text();
    }

    /** Takes a ticket's text apart without believing any of it. */
    static Optional<Parts> parse(String text) {
        if (text.length() > MAX_TEXT || !text.startsWith(PREFIX)) {
            return Optional.empty();
        }
        try {
            byte[] all = Octets.ofText(text.substring(PREFIX.length())).bytes();
            ByteBuffer in = ByteBuffer.wrap(all);
            TicketKeyId key = new TicketKeyId(in.getLong());
            UUID launch = uuid(in);
            UUID site = uuid(in);
            UUID user = uuid(in);
            UUID host = uuid(in);
            byte[] client = new byte[ClientBinding.LENGTH];
            in.get(client);
            Instant issued = Instant.ofEpochSecond(in.getLong());
            Instant expires = Instant.ofEpochSecond(in.getLong());
            Instant returnUntil = Instant.ofEpochSecond(in.getLong());
            byte[] target = new byte[in.get() & 0xff];
            in.get(target);
            HostProof proof = proof(in);
            byte[] signed = new byte[in.position()];
            in.get(0, signed);
            byte[] signature = new byte[SIGNATURE];
            in.get(signature);
            if (in.hasRemaining()) {
                return Optional.empty();
            }
            Ticket ticket = new Ticket(
                    launch,
                    site,
                    user,
                    host,
                    new String(target, StandardCharsets.US_ASCII),
                    proof,
                    Octets.of(client),
                    issued,
                    expires,
                    returnUntil);
            return Optional.of(new Parts(key, ticket, Octets.of(signed), Octets.of(signature)));
        } catch (BufferUnderflowException | IllegalArgumentException | java.time.DateTimeException notATicket) {
            return Optional.empty();
        }
    }

    private static int kind(HostProof proof) {
        return switch (proof) {
            case HostProof.Front front -> FRONT;
            case HostProof.Pinned pinned -> PINNED;
            case HostProof.Authority authority -> AUTHORITY;
        };
    }

    private static HostProof proof(ByteBuffer in) {
        int kind = in.get();
        return switch (kind) {
            case FRONT -> new HostProof.Front();
            case PINNED -> {
                byte[] sha256 = new byte[HostProof.Pinned.LENGTH];
                in.get(sha256);
                yield new HostProof.Pinned(Octets.of(sha256));
            }
            case AUTHORITY -> new HostProof.Authority();
            default -> throw new IllegalArgumentException("proof: " + kind + " (expected: 0 to 2)");
        };
    }

    private static void put(ByteBuffer out, UUID id) {
        out.putLong(id.getMostSignificantBits()).putLong(id.getLeastSignificantBits());
    }

    private static UUID uuid(ByteBuffer in) {
        return new UUID(in.getLong(), in.getLong());
    }
}
