package org.usher.wire.tsgu;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.IntStream;
import org.usher.wire.Octets;
import org.usher.wire.Seeded;

/** Any packet that may be written. */
final class TsguPackets {

    private static final int KINDS = 15;

    private TsguPackets() {}

    /** One of every kind. */
    static List<TsguPacket> each(Random random) {
        return IntStream.range(0, KINDS)
                .mapToObj(kind -> packet(random, kind, 40))
                .toList();
    }

    static TsguPacket any(Random random, int max) {
        return packet(random, random.nextInt(KINDS), max);
    }

    private static TsguPacket packet(Random random, int kind, int max) {
        return switch (kind) {
            case 0 ->
                new TsguPacket.HandshakeRequest(
                        random.nextInt(256), random.nextInt(256), random.nextInt(0x10000), random.nextInt(0x10000));
            case 1 ->
                new TsguPacket.HandshakeResponse(
                        random.nextInt(),
                        random.nextInt(256),
                        random.nextInt(256),
                        random.nextInt(0x10000),
                        random.nextInt(0x10000));
            case 2 -> new TsguPacket.ExtendedAuth(random.nextInt(), blob(random, max));
            case 3 ->
                new TsguPacket.TunnelCreate(
                        random.nextInt(),
                        random.nextBoolean() ? OptionalLong.of(random.nextLong()) : OptionalLong.empty(),
                        maybe(random, blob(random, max)));
            case 4 ->
                new TsguPacket.TunnelResponse(
                        random.nextInt(0x10000),
                        random.nextInt(),
                        number(random),
                        number(random),
                        maybe(random, Seeded.text(random, max)));
            case 5 -> new TsguPacket.TunnelAuth(Seeded.text(random, max), maybe(random, blob(random, max)));
            case 6 ->
                new TsguPacket.TunnelAuthResponse(
                        random.nextInt(), number(random), number(random), maybe(random, blob(random, max)));
            case 7 ->
                new TsguPacket.ChannelCreate(
                        names(random, 1 + random.nextInt(TsguPacket.ChannelCreate.MAX_RESOURCES)),
                        names(random, random.nextInt(TsguPacket.ChannelCreate.MAX_ALTERNATES + 1)),
                        random.nextInt(0x10000),
                        random.nextInt(0x10000));
            case 8 -> new TsguPacket.ChannelResponse(random.nextInt(), number(random));
            case 9 -> new TsguPacket.Data(ByteBuffer.wrap(Seeded.bytes(random, random.nextInt(max + 1))));
            case 10 -> new TsguPacket.ServiceMessage(Seeded.text(random, max));
            case 11 -> new TsguPacket.ReauthMessage(random.nextLong());
            case 12 -> new TsguPacket.KeepAlive();
            case 13 -> new TsguPacket.CloseChannel(random.nextInt());
            case 14 -> new TsguPacket.CloseChannelResponse(random.nextInt());
            default -> throw new AssertionError(kind);
        };
    }

    private static List<String> names(Random random, int count) {
        return IntStream.range(0, count)
                .mapToObj(name -> Seeded.text(random, 20))
                .toList();
    }

    private static Octets blob(Random random, int max) {
        return Octets.of(Seeded.bytes(random, random.nextInt(max + 1)));
    }

    private static OptionalInt number(Random random) {
        return random.nextBoolean() ? OptionalInt.of(random.nextInt()) : OptionalInt.empty();
    }

    private static <T> Optional<T> maybe(Random random, T value) {
        return random.nextBoolean() ? Optional.of(value) : Optional.empty();
    }
}
